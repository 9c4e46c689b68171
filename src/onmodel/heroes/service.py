"""Hero frames ordered, chosen, uploaded, shown and compared."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean

from sqlalchemy.orm import Session

from onmodel.accounts import queries as accounts
from onmodel.backends.bundle import Backends
from onmodel.db import LOCAL, announce
from onmodel.errors import NotFound
from onmodel.generations import queries as generations
from onmodel.generations.rules import seed_after
from onmodel.generations.tables import Generation
from onmodel.heroes import queries, rules
from onmodel.heroes.events import HeroFrameChosen, HeroFrameReleased
from onmodel.heroes.rules import HERO_JOB, HEROES_JOB, FrameFacts
from onmodel.heroes.schemas import (
    CastDifferenceOut,
    DifferenceOut,
    HeroComparison,
    HeroFrameOrdered,
    HeroFrameOut,
    HeroFramesIn,
    HeroFramesOrdered,
    HeroFramesOut,
    HeroJobOut,
    HeroShotOut,
    RegenerateIn,
)
from onmodel.heroes.tables import HeroChoice
from onmodel.jobs import queries as job_queries
from onmodel.jobs import service as jobs
from onmodel.jobs.rules import JobRequest
from onmodel.kit.ids import is_id, new_id
from onmodel.shots.rules import ShotNotFound
from onmodel.shots.service import name_of
from onmodel.storyboards import service as storyboards
from onmodel.storyboards.tables import Shot, Storyboard
from onmodel.takes import queries as take_queries
from onmodel.takes import service as takes
from onmodel.takes.tables import Take

UNKNOWN = 10.0  # seconds that a frame is said to cost on a board that has none yet


class GenerationNotFound(NotFound):
    """The project has no such generation."""


@dataclass(frozen=True)
class Pass:
    """A generation and its board."""

    generation: Generation
    board: Storyboard

    @property
    def names(self) -> tuple[str, str]:
        """The ids that events name."""
        return self.generation.id, self.board.id

    def shots(self, shot_ids: Sequence[str] | None, scene_number: int | None) -> list[Shot]:
        """The shots that somebody names, all where nobody names any. Raises ShotNotFound, PanelNotFound."""
        if scene_number is not None:
            return [storyboards.panel(self.board, scene_number)]
        known = {shot.id: shot for shot in self.board.shots}
        unknown = [i for i in shot_ids or () if i not in known]
        if unknown:
            raise ShotNotFound(f"Board {self.board.title!r} has no shot {unknown[0]}")
        return list(known.values()) if shot_ids is None else [known[i] for i in dict.fromkeys(shot_ids)]


def opened(session: Session, project_id: str, generation_id: str) -> Pass:
    """The generation with its board; raises GenerationNotFound."""
    found = queries.generation(session, project_id, generation_id)
    if found is None:
        raise GenerationNotFound(f"There is no generation {generation_id}")
    return Pass(found, storyboards.get(session, project_id, found.storyboard_id))


def order(session: Session, backends: Backends, of: Pass, given: HeroFramesIn) -> HeroFramesOrdered:
    """Ask for offers of shots, one job for the order and one for each frame. Raises NothingToOffer beside `shots`'s."""
    generations.lock_board(session, of.board.project_id, of.board.id)  # two orders at one moment are one
    named = of.shots(given.shot_ids, given.scene_number)
    chosen = queries.confirmed(session, [shot.id for shot in named])
    every = given.shot_ids is None and given.scene_number is None
    doing = _making(session, of)
    free = [s for s in named if s.id not in doing and not (every and s.id in chosen)]
    waiting, kept = [s.id for s in named if s.id in doing], [s.id for s in named if every and s.id in chosen]
    if not free:
        raise rules.NothingToOffer(
            "No shot waits for hero frames", why=f"{len(waiting)} are being made, {len(kept)} are chosen",
            todo="Name shots in shot_ids to offer more of those that are chosen",
        )  # fmt: skip
    first = {shot.id: rules.next_number(map(offer_of, take_queries.of_shot(session, shot.id))) for shot in free}
    words = given.model_dump(include={"variations", "prompt", "negative_prompt", "seed", "enhance"})
    request = JobRequest(
        kind=HEROES_JOB, project_id=of.board.project_id, queue="light", tier=str(of.board.settings.get("tier")),
        params={"generation_id": of.generation.id, "storyboard_id": of.board.id, "first": first, **words},
        priority=7, idempotency_key=f"{HEROES_JOB}:{of.generation.id}:{new_id()}",
    )  # fmt: skip
    frames = len(free) * given.variations
    return HeroFramesOrdered(
        job_id=jobs.submit(session, request).id, shot_ids=[s.id for s in free], waiting=waiting, confirmed=kept,
        frames=frames, seconds=round(frames * _pace(session, of), 1), price=frames * _price(backends, of),
    )  # fmt: skip


def offer_of(take: Take) -> int:
    """Which offer of its shot a take is; 0 for one that was not made as a hero frame."""
    return int(take.manifest.get("hero", {}).get("offer", 0))


def _pace(session: Session, of: Pass) -> float:
    circled = take_queries.circled(session, [shot.id for shot in of.board.shots])
    return fmean([take.seconds for take in circled.values() if take.seconds] or [UNKNOWN])


def _price(backends: Backends, of: Pass) -> float:
    return backends.image(storyboards.settings_of(of.board).backend).capabilities.price


def frame(session: Session, of: Pass, frame_id: str) -> Take:
    """The frame take of this board; raises HeroFrameNotFound."""
    found = take_queries.by_id(session, of.board.project_id, frame_id)
    if found is None or found.storyboard_id != of.board.id or found.kind != "frame":
        raise rules.HeroFrameNotFound(f"Generation {of.generation.id} has no frame {frame_id}")
    return found


def regenerate(
    session: Session, backends: Backends, of: Pass, frame_id: str, given: RegenerateIn
) -> HeroFrameOrdered:  # fmt: skip
    """Ask for a frame once more: other words, seed or offer. Raises HeroFrameNotFound, NotMadeHere."""
    take = frame(session, of, frame_id)
    if not take.scene:
        raise rules.NotMadeHere(
            f"Take {take.number} was uploaded", why="It has no blocked scene to be made again from",
            todo="Upload a changed picture, or order hero frames of the shot",
        )  # fmt: skip
    words = {**given.model_dump(include={"negative_prompt", "enhance"}), "prompt": given.prompt or take.prompt}
    seed = seed_after(take.seed, 1) if given.seed is None else given.seed
    params = {
        "shot_id": take.shot_id, "generation_id": of.generation.id, "of": take.id, "seed": seed,
        "offer": given.offer or offer_of(take), **words,
    }  # fmt: skip
    request = JobRequest(
        kind=HERO_JOB, project_id=take.project_id, queue="render", tier=take.tier, priority=8, params=params,
        idempotency_key=f"{HERO_JOB}:{take.id}:{new_id()}",
    )  # fmt: skip
    cost = {"seconds": round(take.seconds or UNKNOWN, 1), "price": _price(backends, of)}
    return HeroFrameOrdered(job_id=jobs.submit(session, request).id, shot_id=take.shot_id, **cost)


def confirm(session: Session, of: Pass, frame_id: str) -> Shot:
    """Make a frame the one that its shot's clip starts from: it is circled, and clips of the old one are stale."""
    take_queries.lock_shot_of(session, of.board.project_id, frame_id)
    take = frame(session, of, frame_id)
    takes.choose(session, take.project_id, take.id)
    known = queries.choice(session, take.shot_id)
    session.add(choice := known or HeroChoice(project_id=take.project_id, shot_id=take.shot_id))
    choice.generation_id, choice.take_id = of.generation.id, take.id
    session.flush()
    stale = queries.stale_clips(session, [take.shot_id]).get(take.shot_id, [])
    shot = next(s for s in of.board.shots if s.id == take.shot_id)
    announce(session, HeroFrameChosen(take.project_id, *of.names, shot.id, take.id, name_of(shot), stale))
    return shot


def release(session: Session, of: Pass, frame_id: str, instead: str | None = None) -> Shot:
    """Take a person's choice back: nobody chose the shot's frame any more. `instead` is circled again, if named.

    Raises HeroFrameNotFound, NotChosen where another frame is the chosen one by now, TakeHasNoPicture.
    """
    take_queries.lock_shot_of(session, of.board.project_id, frame_id)
    take = frame(session, of, frame_id)
    choice = queries.choice(session, take.shot_id)
    if choice is None or choice.take_id != take.id or not take.circled:
        todo = "Read the hero frames again: somebody may have chosen meanwhile"
        raise rules.NotChosen(f"Take {take.number} is not the chosen frame", todo=todo)
    if instead is not None:
        if frame(session, of, instead).shot_id != take.shot_id:
            raise rules.HeroFrameNotFound(f"The shot has no frame {instead}")
        takes.choose(session, take.project_id, instead)
    session.delete(choice)
    session.flush()
    shot = next(s for s in of.board.shots if s.id == take.shot_id)
    announce(session, HeroFrameReleased(take.project_id, *of.names, shot.id, take.id, name_of(shot)))
    return shot


def view(session: Session, of: Pass, shots: Sequence[Shot]) -> HeroFramesOut:
    """These shots with all their frames, and what is in the making."""
    ids = [shot.id for shot in shots]
    frames = shown(session, of, take_queries.of_shots(session, ids, "frame"))
    chosen, doing, stale = queries.confirmed(session, ids), _making(session, of), queries.stale_clips(session, ids)
    out = [
        HeroShotOut.of(
            shot, [frame for frame in frames if frame.shot_id == shot.id], confirmed=chosen.get(shot.id),
            making=doing.get(shot.id, []), stale_clips=stale.get(shot.id, []),
        )
        for shot in shots
    ]  # fmt: skip
    return HeroFramesOut(generation_id=of.generation.id, storyboard_id=of.board.id, shots=out)


def _making(session: Session, of: Pass) -> dict[str, list[HeroJobOut]]:
    """Offers in the making by shot: those of orders whose frames have no job yet, too."""
    out: dict[str, list[HeroJobOut]] = {}
    for parent in job_queries.unfinished(session, of.board.project_id, HEROES_JOB):
        if parent.params["storyboard_id"] == of.board.id and not job_queries.children(session, parent.id):
            for shot_id, first in parent.params["first"].items():
                many = range(first, first + parent.params["variations"])
                out.setdefault(shot_id, []).extend(HeroJobOut.of(parent, number) for number in many)
    known = {shot.id for shot in of.board.shots}
    for job in job_queries.unfinished(session, of.board.project_id, HERO_JOB):
        if job.params["shot_id"] in known:
            out.setdefault(job.params["shot_id"], []).append(HeroJobOut.of(job, job.params["offer"]))
    return out


def shown(session: Session, of: Pass, rows: Sequence[Take]) -> list[HeroFrameOut]:
    """Frame takes of the board as the API gives them."""
    sizes = take_queries.sizes(session, of.board.project_id, [t.asset_id for t in rows if t.asset_id])
    names = {LOCAL: "You", **accounts.names(session, {t.created_by for t in rows if is_id(t.created_by)})}
    chosen = set(queries.confirmed(session, list({t.shot_id for t in rows})).values())
    return [HeroFrameOut.shown(t, sizes, names, confirmed=t.id in chosen) for t in rows]


def compare(session: Session, of: Pass, frame_ids: Sequence[str]) -> HeroComparison:
    """What differs between frames, and who is how much on model in which. Raises HeroFrameNotFound, NotComparable."""
    wanted = list(dict.fromkeys(frame_ids))
    if not 2 <= len(wanted) <= rules.MOST:
        raise rules.NotComparable(f"{len(wanted)} frames cannot be compared", todo="Name two to eight of the board's")
    rows = [frame(session, of, frame_id) for frame_id in wanted]
    facts = [_facts(take) for take in rows]
    return HeroComparison(
        frames=shown(session, of, rows),
        settings=[DifferenceOut.model_validate(d) for d in rules.differences(facts)],
        cast=[CastDifferenceOut.model_validate(d) for d in rules.cast_differences(facts)],
    )  # fmt: skip


def _facts(take: Take) -> FrameFacts:
    seen = takes.appearances_of(take)
    scores = {a.character: {"all": a.value, **{p.part: p.value for p in a.parts}} for a in seen}
    columns = ("backend", "seed", "tier", "prompt", "negative_prompt", "changed", "seconds", "value")
    return FrameFacts.of(take.id, {name: getattr(take, name) for name in columns}, take.scene, scores)
