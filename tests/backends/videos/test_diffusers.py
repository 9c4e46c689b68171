"""diffusers: a tiny pipeline of random weights where torch and diffusers are there; else what is missing is said."""

import importlib.util
from pathlib import Path

import numpy as np
import pytest

from onmodel.backends.errors import NotConfigured
from onmodel.backends.videos.diffusers import DiffusersVideos
from onmodel.backends.videos.port import VideoRequest

THERE = importlib.util.find_spec("torch") is not None and importlib.util.find_spec("diffusers") is not None


@pytest.mark.skipif(THERE, reason="torch and diffusers are installed")
def test_without_them_the_command_is_told() -> None:
    with pytest.raises(NotConfigured) as caught:
        DiffusersVideos("anywhere").setup()
    assert "pip install torch diffusers" in str(caught.value.todo)


@pytest.mark.skipif(not THERE, reason="left out: torch and diffusers are not in the product's environment")
def test_a_tiny_svd_makes_a_clip(tmp_path: Path) -> None:
    tiny_svd(tmp_path)
    backend = DiffusersVideos(str(tmp_path), steps=2)
    told: list[float] = []
    request = VideoRequest(np.full((64, 64, 3), 120, np.uint8), frames=3, rate=7, seed=1)
    made = backend.run(request, told.append)
    assert (made.frames, made.width, made.height) == (3, 64, 64)
    assert told[-1] == 1.0
    assert backend.run(request).clip == made.clip


def tiny_svd(folder: Path) -> None:
    """Save a Stable Video Diffusion pipeline of random weights."""
    import torch
    from diffusers import (
        AutoencoderKLTemporalDecoder,
        EulerDiscreteScheduler,
        StableVideoDiffusionPipeline,
        UNetSpatioTemporalConditionModel,
    )
    from transformers import CLIPImageProcessor, CLIPVisionConfig, CLIPVisionModelWithProjection

    torch.manual_seed(0)
    unet = UNetSpatioTemporalConditionModel(
        block_out_channels=(32, 64), layers_per_block=1, sample_size=32, in_channels=8, out_channels=4,
        down_block_types=("CrossAttnDownBlockSpatioTemporal", "DownBlockSpatioTemporal"),
        up_block_types=("UpBlockSpatioTemporal", "CrossAttnUpBlockSpatioTemporal"), cross_attention_dim=32,
        num_attention_heads=8, projection_class_embeddings_input_dim=96, addition_time_embed_dim=32,
    )  # fmt: skip
    vae = AutoencoderKLTemporalDecoder(
        block_out_channels=[32, 64], in_channels=3, out_channels=3, latent_channels=4,
        down_block_types=["DownEncoderBlock2D", "DownEncoderBlock2D"],
    )  # fmt: skip
    config = CLIPVisionConfig(
        hidden_size=32, projection_dim=32, num_hidden_layers=2, num_attention_heads=4, image_size=224,
        intermediate_size=37, patch_size=32,
    )  # fmt: skip
    scheduler = EulerDiscreteScheduler(
        beta_start=0.00085, beta_end=0.012, beta_schedule="scaled_linear", prediction_type="v_prediction",
        interpolation_type="linear", steps_offset=1, timestep_type="continuous", use_karras_sigmas=True,
        sigma_min=0.002, sigma_max=700.0, timestep_spacing="leading",
    )  # fmt: skip
    StableVideoDiffusionPipeline(
        vae=vae, image_encoder=CLIPVisionModelWithProjection(config), unet=unet, scheduler=scheduler,
        feature_extractor=CLIPImageProcessor(crop_size=224, size=224),
    ).save_pretrained(folder)  # fmt: skip
