"""The product's HTTP surface as a flat list of routers: a table of contents."""

from onmodel.assets.endpoints import router as assets
from onmodel.characters.endpoints import router as characters
from onmodel.cuts.endpoints import router as cuts
from onmodel.generations.endpoints import router as generations
from onmodel.jobs.endpoints import router as jobs
from onmodel.projects.endpoints import router as projects
from onmodel.versions.endpoints import history_of

VERSIONS = (history_of("character", "characters"), history_of("storyboard", "storyboards"))
ROUTERS = (projects, characters, generations, cuts, jobs, assets, *VERSIONS)
