"""Two thousand short sentences, all different, to write oneself into.

Subject and predicate, each of the first with each of the second. Leaves out everything
that makes language hard: a sentence is a type here and nothing more. Taught in 02.
"""

from .. import checks

SUBJECTS = """The baker|A tall ship|My neighbour|The red cat|Every child|The old clock
The night train|Her brother|A lost glove|The piano|Our teacher|The last bus|A grey heron
The postman|A tourist|The river|A blue kite|The gardener|His radio|The fisherman
An owl|The market|A stranger|The lighthouse|My aunt|The choir|A paper boat|The dentist
A student|The bakery dog|A violin|The mayor|The moon|Their boat|A snowman|The judge
The carpenter|An old map|The black swan|A silver spoon""".replace("\n", "|").split("|")
PREDICATES = """waits for the rain|counts the boats|sleeps until noon|forgets the song
knows the way home|crosses the bridge|smells of oranges|looks at the stars
hides behind the door|sings in the kitchen|misses the summer|walks along the canal
writes a long letter|waits at the corner|turns to the window|paints the fence
listens to the wind|loses a button|buys three lemons|leaves without a word
laughs at the news|sits by the fire|follows the road north|keeps a secret
breaks the silence|dreams of the sea|drinks cold tea|climbs the hill
finds a coin|falls asleep again|arrives too late|closes the shop
waters the roses|feeds the pigeons|reads the same page twice|learns to whistle
runs down the stairs|stands in the snow|mends the net|opens the gate
stays for dinner|carries a lantern|speaks to nobody|returns in spring
bakes a round loaf|plays the drum|asks for the time|waves from the pier
folds the map|tells the story again""".replace("\n", "|").split("|")
SIZE = len(SUBJECTS) * len(PREDICATES)


def sentences(own: str, copies: int = 1) -> list[str]:
    """SIZE sentences: ``own`` in the first ``copies`` places, then all different ones.

    An empty own sentence becomes "I was here."; one that is among the others takes its
    place.
    """
    copies = checks.count("copies", copies, least=1, most=SIZE)
    own = own.strip() or "I was here."
    others = [f"{subject} {verb}." for verb in PREDICATES for subject in SUBJECTS]
    others = [sentence for sentence in others if sentence != own]
    return [own] * copies + others[len(others) - SIZE + copies :]
