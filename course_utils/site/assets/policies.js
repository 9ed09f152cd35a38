// What the next model is trained on: the policies of course_utils/policies.py that the
// live pages offer. `join` puts two sets of records together.
"use strict";

const FRESH = 0.1;

/** policy(past, first, real, synthetic, n): `first` is the first, real, training set. */
function policies(join) {
  return {
    "replace": (past, first, real, synthetic, n) => synthetic(n),
    "accumulate": (past, first, real, synthetic, n) => join(past, synthetic(n)),
    "10 % fresh": (past, first, real, synthetic, n) => {
      const fresh = wholePart(FRESH * n);
      return join(real(fresh), synthetic(n - fresh));
    },
    "archive": (past, first, real, synthetic, n) => join(first, synthetic(n)),
  };
}

/** The nearest whole number, halves to the even one, as in Python. */
function wholePart(x) {
  const up = Math.round(x);
  return up - x === 0.5 && up % 2 ? up - 1 : up;
}
