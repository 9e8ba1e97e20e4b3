"""Words without meaning of their own: grammatical words, and those common to all questions."""

_SMALL_WORDS = """
    a about after again all also am an and any anybody anymore anyone anything are arent as at be because been
    before being best better between both but by can cannot cant come comes could couldnt did didnt do does doesnt
    doing done dont during each else enough even ever every everybody everyone everything evidence feel feels few
    find finds for from further get gets give gives go goes going gone good got had hadnt has hasnt have havent
    having he help helps her here hes his how i id if im in into is isnt it its ive just kind known lets like lot
    lots make makes many may maybe me mean might mine more most much must my myself need needs no nobody none nor
    not of off on once ones only onto or other our ours ourselves out over own paper papers perhaps please quite
    rather really s say says shall she should shouldnt show shows since so some somebody someone something still
    studies study such t tell than that thats the their theirs them then there theres these they theyre thing things
    think this those though through till to too try trying under until up us use used very want wants was wasnt way
    ways we well were weve what whats when where whether which while who whom whose why will with wont work worked
    working works would wouldnt yes yet you your youre yours youve
"""
SMALL = frozenset(_SMALL_WORDS.split())
