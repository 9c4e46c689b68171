"""Word lists that tell people from sounds, things and camera talk in a script's capitals."""

from onmodel.fountain.wordlist import wordlist

PERSON_NOUNS = wordlist(
    """actor agent archer assassin aunt baby bai baker bandit banker barber barista bartender barkeep beggar boss boy
    bride brother butcher captain caravaneer cashier chef chief child clerk coach cook cop count countess courier
    cousin customer dancer daughter dealer deputy detective director doctor driver duke elder emperor engineer
    executioner falconer farmer father fisherman friend gambler gardener general girl grandfather grandmother
    grandma grandpa groom guard guest guide hermit herder herdsman hero hostess hunter husband inspector innkeeper
    jailer janitor journalist judge khan kid killer king knight lady landlord lawyer lieutenant lord maid man manager
    mayor mechanic merchant messenger miller minister monk mother mullah musician neighbor neighbour nurse officer
    operator paramedic passenger pedlar peddler photographer pianist pilot pirate player policeman policewoman
    president priest prince princess prisoner professor prosecutor queen receptionist reporter rider robber sage
    sailor salesman scientist scribe secretary sergeant servant sheriff shepherd shopkeeper singer sister smith
    soldier son spy stranger student suspect tailor teacher teenager thief thug trader traveler traveller trickster
    uncle vendor victim vizier waiter waitress warrior watchman weaver widow wife wizard witch witness woman worker
    writer youth"""
)
PERSON_ADJECTIVES = wordlist(
    """old young little big fat thin tall short elderly greedy poor rich hungry blind drunk nervous masked hooded
    first second third other bald bearded angry sleepy lone mysterious"""
)
AGES = frozenset({"old", "young", "little", "older", "younger", "senior", "junior", "teenage", "adult"})
TITLES = wordlist(
    """mr mrs ms miss dr doctor prof professor sir madam lady lord captain capt col colonel sgt sergeant lt lieutenant
    det detective officer inspector agent king queen prince princess sheriff father mother sister brother uncle aunt
    general major judge president mayor"""
)
# Capitals that no person answers to: camera and edit talk, sounds, signs, things.
NOT_PEOPLE = wordlist(
    """a about above action again all an and angle another answering anyone arrow at aerial back background
    bang bam beat beep before behind bell bells below black blackout blood blow boom bottle boxes break breaks bullet
    burst buzz call camera car card cars cell chapter chime clang clank clap clatter click clicks clink close closer
    closeup clunk coat coin coins continued continuous contd crack crackle crane crash crashes credits creak creaks cu
    cup cut cuts dark dawn day dead dissolve dolly door down dream dusk ecu end ends engine envelope episode
    establishing ever evening everyone everything everywhere exit explodes explosion ext extreme fade fades fbi
    finally fire five flash flashback flashbacks follow following footsteps for four frame freeze from front gold
    gone groan gun gunshot gunshots half hands hear heavy here hiss hold horn horse howl i if images in insert inserts
    instantly int intercut into it jump key keys knife knock knocking knocks later lamp left letter light lights
    lightning list locked long looks loud map match medium meanwhile moment moments money montage more morning music
    narration never new news next night no noise nothing note nowhere now of off ok on one open out over pan paper
    phone photo photograph picture pop pot pouch pov present prologue pull pulling push pushing radio rain reveal
    reverse right ring rings ripping roar rumble same scream screams screech sequence series shot shots sign silence
    siren sirens slam slams slow smash smoke snap snow sound sounds split stop still storm subtitle sudden suddenly
    super superimpose sword tea telephone the then there three thud thunder tick tilt time title titles to track
    tracking train truck tv two under unit until up usa very vfx vo voice voices wait water we what wham wheel whip
    whisper white whoosh wide wider wind window with yes zoom"""
)
PERSON_VERBS = wordlist(
    """appears approaches arrives asks bends bows bursts cries dances enters exits follows freezes frowns gasps gets
    glances grabs grins hurries jumps kneels laughs leads leans leaves lies lifts looks nods opens paces peers picks
    pours pulls rises runs sees shakes shouts sighs sits sleeps sleeps slips smiles sneaks stands stares steps stops
    strides strolls takes turns waits walks wanders watches waves whispers works"""
)
BODY = wordlist("face ear ears hand hands eyes eye lips mouth fist fists finger fingers shoulder back head smile")
WOMEN = wordlist(
    """woman girl lady mother daughter sister wife aunt grandmother grandma queen princess waitress widow bride
    hostess nurse countess maid witch policewoman her hers herself she mrs ms miss"""
)
MEN = wordlist(
    """man boy lord father son brother husband uncle grandfather grandpa king prince bai khan groom duke policeman
    fisherman salesman watchman his him himself he mr sir"""
)
