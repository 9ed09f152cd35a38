"""The table of alarms in notebook 02, where some lineages never ring."""

import numpy as np
import pytest

from course_utils.chapters.nb02 import figures

TRUTH = 2.0


@pytest.mark.parametrize(
    ("lineages", "rings"),
    [
        ([[1, 0.95, 0.8], [1, 0.85, 0.7]], "2 to 3"),
        ([[1, 0.95, 0.8], [1, 0.95, 0.9]], "3 to -"),
        ([[1, 0.95, 0.9], [1, 0.95, 0.9]], "-"),
    ],
)
def test_a_lineage_that_never_rings_is_a_dash(lineages, rings, capsys):
    """Generations 1, 2 and 3. It was once told as one that rings at generation 0."""
    meter = np.transpose([[TRUTH, *lineage] for lineage in lineages])
    later = np.repeat(meter[-1:], 27, axis=0)  # the table tells of generation 30
    figures.alarm_table({"types": np.vstack([meter, later])}, n=100)
    assert capsys.readouterr().out.splitlines()[2][31:40].strip() == rings
