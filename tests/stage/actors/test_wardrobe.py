"""Clothes: every kind can be worn in every pose, covers what it should, and nothing pokes through."""

from typing import get_args

import numpy as np
import pytest
from scipy.spatial import cKDTree

from onmodel.dna.model import Garment, GarmentKind
from onmodel.fountain.vocabulary import Pose
from onmodel.stage.actors.anatomy import SKIN_END, anatomy
from onmodel.stage.actors.body import Body
from onmodel.stage.actors.build import build_body
from onmodel.stage.actors.draped import ROWS
from onmodel.stage.actors.tailor import FAR, Bench, Dummy
from onmodel.stage.actors.wardrobe import LEGS, PATTERNS, completed, garment_parts
from onmodel.stage.mesh import MeshPart
from onmodel.stage.spec import ActorLook, ActorSpec

FITTED = ("shirt", "jacket", "sweater", "trousers", "shorts", "shoes", "armour")  # vest and boots end on other clothes


def worn(*kinds: GarmentKind, colour: str = "#405060", material: str = "") -> tuple[Garment, ...]:
    return tuple(Garment(kind, colour, "grey", material) for kind in kinds)


def posed(look: ActorLook, pose: Pose = Pose.STAND) -> Body:
    return build_body(ActorSpec("a", look, pose=pose))[0]


def named(parts: tuple[MeshPart, ...], name: str) -> MeshPart:
    return next(p for p in parts if p.name == name)


@pytest.mark.parametrize("kind", sorted(set(get_args(GarmentKind)) - {"hat", "cap"}))
def test_every_kind_of_garment_is_a_sound_mesh(kind: GarmentKind) -> None:
    look = ActorLook(outfit=worn(kind))
    parts = garment_parts(posed(look, Pose.WALK), look).parts
    assert kind in {p.name for p in parts}
    for p in parts:
        assert np.isfinite(p.vertices).all()
        assert len(p.faces), f"{p.name} has no faces"
        assert p.faces.min() >= 0
        assert p.faces.max() < len(p.vertices) == len(p.colours)
        assert p.colours.min() >= 0
        assert p.colours.max() <= 1


def test_an_empty_outfit_is_shirt_trousers_and_shoes() -> None:
    assert {g.kind for g in completed(())} == {"shirt", "trousers", "shoes"}


def test_an_outfit_is_completed_only_where_it_leaves_bare() -> None:
    assert [g.kind for g in completed(worn("dress", "boots"))] == ["dress", "boots"]
    assert {g.kind for g in completed(worn("coat"))} == {"coat", "shirt", "trousers", "shoes"}
    assert set(PATTERNS) >= LEGS


@pytest.mark.parametrize("kind", FITTED)
@pytest.mark.parametrize("pose", [Pose.STAND, Pose.SIT, Pose.RUN])
def test_no_visible_skin_lies_outside_its_garment(kind: GarmentKind, pose: Pose) -> None:
    look = ActorLook(gender=0.9, weight=0.6, outfit=worn(kind))
    body, dummy = posed(look, pose), Dummy(look)
    dressed = garment_parts(body, look)
    sewn = PATTERNS[kind](Bench(dummy, np.full(3, 0.5), np.full(len(dummy.points), FAR)))
    covered = (sewn.covers(dummy.skin_at) > 0.006) & ~dressed.hidden[:SKIN_END]
    assert covered.any(), "some skin must reach under the hem"
    cloth = np.concatenate([p.vertices for p in dressed.parts])
    skin, out = body.vertices[:SKIN_END][covered], body.normals[:SKIN_END][covered]
    over = np.full(len(skin), -1.0)
    for i, near in enumerate(cKDTree(cloth).query_ball_point(skin, 0.04)):
        over[i] = ((cloth[near] - skin[i]) @ out[i]).max(initial=-1)
    assert (over > 0.001).mean() > 0.98, f"{(over <= 0.001).sum()} of {len(skin)} poke through"


def test_clothes_hide_the_trunk_but_never_face_or_hands() -> None:
    look = ActorLook()
    hidden = garment_parts(posed(look), look).hidden
    regions = anatomy().regions
    assert hidden[:SKIN_END][regions["torso"][:SKIN_END] > 0.95].mean() > 0.95
    assert not hidden[:SKIN_END][regions["face"][:SKIN_END] > 0.5].any()
    assert not hidden[:SKIN_END][regions["fingernails"][:SKIN_END] > 0.5].any()
    assert not hidden[SKIN_END:].any()


@pytest.mark.parametrize("kind", ["robe", "dress", "skirt", "coat"])
@pytest.mark.parametrize("pose", [Pose.SIT, Pose.KNEEL, Pose.RUN])
def test_hanging_cloth_keeps_its_threads_and_stays_off_the_thighs(kind: GarmentKind, pose: Pose) -> None:
    look = ActorLook(gender=0.2, outfit=worn(kind))
    body = posed(look, pose)
    skirt = named(garment_parts(body, look).parts, f"{kind} skirt")
    net = skirt.vertices[: len(skirt.vertices) // 2].reshape(ROWS, -1, 3)
    threads = np.linalg.norm(np.diff(net, axis=0), axis=2)
    rest = np.linalg.norm(
        np.diff(
            named(garment_parts(posed(look), look).parts, f"{kind} skirt").vertices[: net.size // 3].reshape(net.shape),
            axis=0,
        ),
        axis=2,
    )
    assert np.percentile(threads, 99) < 2.0 * np.percentile(rest, 99), "torn"
    for side in "LR":
        hip, knee = body.joints[f"upperleg01.{side}"], body.joints[f"lowerleg01.{side}"]
        for t in (0.35, 0.6, 0.85):
            gap = np.linalg.norm(net - (hip + t * (knee - hip)), axis=2).min()
            assert gap > 0.05, f"{side} leg at {t} is {gap:.3f} m from the cloth"


def test_layers_lie_over_each_other() -> None:
    look = ActorLook(gender=1.0, outfit=worn("shirt", "vest", "jacket", "coat"))
    parts = garment_parts(posed(look), look).parts
    chest = posed(look).joints["spine02"]
    reach = {}
    for p in parts:
        if p.name in {"shirt", "vest", "jacket", "coat"}:
            behind = p.vertices[(np.abs(p.vertices[:, 2] - chest[2]) < 0.05) & (np.abs(p.vertices[:, 0]) < 0.08)]
            reach[p.name] = behind[:, 1].max() if len(behind) else -1
    assert reach["coat"] > max(reach["jacket"], reach["vest"], reach["shirt"])


def test_colour_and_material_reach_the_cloth() -> None:
    red, black = ActorLook(outfit=worn("shirt", colour="#c02020")), ActorLook(outfit=worn("shirt", colour="#101010"))
    tone = [named(garment_parts(posed(look), look).parts, "shirt").colours.mean(0) for look in (red, black)]
    assert tone[0][0] > 3 * tone[0][2]
    assert tone[1].max() < 0.05
    leather = ActorLook(outfit=worn("jacket", material="black leather"))
    cotton = ActorLook(outfit=worn("jacket"))
    glossy, matt = (named(garment_parts(posed(look), look).parts, "jacket") for look in (leather, cotton))
    assert glossy.roughness < matt.roughness
    assert glossy.colours.mean() < matt.colours.mean()


@pytest.mark.parametrize(
    "look", [ActorLook(age=0.34, height=0.2), ActorLook(age=1.0, weight=1.0), ActorLook(weight=0.0)]
)
def test_clothes_fit_children_the_heavy_and_the_thin(look: ActorLook) -> None:
    body = posed(look)
    shirt = named(garment_parts(body, look).parts, "shirt").vertices
    trunk = body.vertices[:SKIN_END][anatomy().regions["torso"][:SKIN_END] > 0.9]
    assert shirt[:, 1].min() < trunk[:, 1].min() + 0.03
    assert np.linalg.norm(shirt - trunk.mean(0), axis=1).max() < 0.75


def test_the_same_look_and_pose_give_the_same_bytes() -> None:
    look = ActorLook(outfit=worn("robe"))
    once, again = (garment_parts(posed(look, Pose.SIT), look).parts for _ in range(2))
    assert all(a.vertices.tobytes() == b.vertices.tobytes() for a, b in zip(once, again, strict=True))
