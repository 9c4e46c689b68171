"""The product's HTTP surface as a flat list of routers: a table of contents."""

from onmodel.accounts.endpoints import router as accounts
from onmodel.approvals.endpoints import router as approvals
from onmodel.assets.endpoints import router as assets
from onmodel.assets.endpoints import signed as signed_blobs
from onmodel.attempts.endpoints import of_takes as circling
from onmodel.attempts.endpoints import router as attempts
from onmodel.blockings.endpoints import router as blockings
from onmodel.boards.endpoints import router as boards
from onmodel.budgets.endpoints import router as budgets
from onmodel.canvases.endpoints import router as canvases
from onmodel.characters.endpoints import router as characters
from onmodel.collaboration.endpoints import router as collaboration
from onmodel.conforms.endpoints import router as conforms
from onmodel.cuts.endpoints import of_cuts as films
from onmodel.cuts.endpoints import router as cuts
from onmodel.dailies.endpoints import router as dailies
from onmodel.doctor.endpoints import router as doctor
from onmodel.drafts.endpoints import router as drafts
from onmodel.environments.endpoints import router as environments
from onmodel.generations.endpoints import router as generations
from onmodel.guests.endpoints import router as guests
from onmodel.heroes.endpoints import router as heroes
from onmodel.iterations.endpoints import router as iterations
from onmodel.jobs.endpoints import router as jobs
from onmodel.notifications.endpoints import router as notifications
from onmodel.orders.endpoints import router as orders
from onmodel.organizations.endpoints import router as organizations
from onmodel.overview.endpoints import router as overview
from onmodel.panels.endpoints import router as panels
from onmodel.passwords.endpoints import router as passwords
from onmodel.photographs.endpoints import router as photographs
from onmodel.projects.endpoints import router as projects
from onmodel.retakes.endpoints import router as retakes
from onmodel.reviews.endpoints import router as reviews
from onmodel.screenplays.endpoints import router as screenplays
from onmodel.shots.endpoints import router as shots
from onmodel.styles.endpoints import router as styles
from onmodel.stylings.endpoints import router as stylings
from onmodel.takes.endpoints import router as takes
from onmodel.timelines.endpoints import router as timelines
from onmodel.usage.endpoints import router as usage
from onmodel.variations.endpoints import router as variations
from onmodel.versions.endpoints import history_of
from onmodel.versions.rules import PLURAL
from onmodel.voices.endpoints import router as voices

VERSIONS = tuple(history_of(kind, plural) for kind, plural in PLURAL.items())
ROUTERS = (
    accounts, organizations, passwords, projects, guests, characters, photographs, usage, styles, environments,
    screenplays, drafts, canvases,
    boards, stylings, shots, blockings, takes, generations, heroes, retakes, panels, iterations, attempts, dailies,
    jobs, budgets, assets, signed_blobs, reviews, approvals, orders, overview, variations, collaboration,
    notifications, doctor, circling,
    *VERSIONS,
    timelines, films, conforms, voices,
    cuts,  # last: its /{deliverable} takes every name that nobody took before
)  # fmt: skip
