"""Turning every pixel format evidence comes in into what a screen shows: 8 bits, red green blue, alpha kept."""

from __future__ import annotations

import io
from typing import Any

from PIL import Image, ImageCms

_SRGB = ImageCms.createProfile("sRGB")
_PROFILE_MOST = 4 << 20


def shown_colours(image: Image.Image) -> Image.Image:
    """An L, RGB, RGBA or CMYK image with the same look (CMYK waits for ``to_srgb``, which may know its inks)."""
    mode = image.mode
    if mode.startswith("I;16"):
        return _deep_grey(image)
    if mode in ("I", "F"):
        return _stretched(image)
    if mode in ("RGB", "L", "RGBA", "CMYK") and "transparency" not in image.info:
        return image
    if mode in ("LA", "PA", "La", "RGBa") or "transparency" in image.info:
        return _with_alpha(image)
    if mode == "LAB":
        return _from_lab(image)
    return image.convert("L" if mode == "1" else "RGB")


def _with_alpha(image: Image.Image) -> Image.Image:
    if image.mode in ("La",):
        image = image.convert("LA")
    return image.convert("RGBA")


def _deep_grey(image: Image.Image) -> Image.Image:
    """The upper byte of 16; a picture that uses fewer bits (10 or 12, as from microscopes) is stretched."""
    big = image.mode.endswith("B")
    data = image.tobytes()
    high = Image.frombuffer("L", image.size, data[0 if big else 1 :: 2], "raw", "L", 0, 1)
    top: Any = high.getextrema()
    if top[1] == 0:
        return Image.frombuffer("L", image.size, data[1 if big else 0 :: 2], "raw", "L", 0, 1)
    if top[1] < 16:
        factor = 255 / (top[1] + 1)
        return image.convert("I").point(lambda value: value * (factor / 256)).convert("L")
    return high


def _stretched(image: Image.Image) -> Image.Image:
    """32-bit and floating values, from their darkest to their brightest, unless they fit a usual range."""
    low, high = _extremes(image)
    if image.mode == "I" and low >= 0 and high <= 255:
        return image.convert("L")
    if image.mode == "I" and low >= 0 and high <= 65535:
        low, high = 0.0, 65535.0
    elif image.mode == "F" and low >= 0 and high <= 1:
        low, high = 0.0, 1.0
    elif image.mode == "F" and low >= 0 and high <= 255:
        low, high = 0.0, 255.0
    factor = 255 / (high - low) if high > low else 0.0
    return image.convert("F").point(lambda value: value * factor + (-low * factor)).convert("L")


def _extremes(image: Image.Image) -> tuple[float, float]:
    found: Any = image.getextrema()
    low, high = float(found[0]), float(found[1])
    return (low, high) if abs(low) < 1e30 and abs(high) < 1e30 else (0.0, 1.0)


def _from_lab(image: Image.Image) -> Image.Image:
    lab = ImageCms.createProfile("LAB")
    return ImageCms.profileToProfile(image, lab, _SRGB, outputMode="RGB") or image.convert("RGB")


def to_srgb(image: Image.Image, profile: object) -> Image.Image:
    """The image in the screen's colours by its own colour profile; without a usable one, as it is."""
    if (
        isinstance(profile, bytes)
        and 128 < len(profile) <= _PROFILE_MOST
        and image.mode in ("RGB", "RGBA", "CMYK")
    ):
        try:
            return _converted(image, profile)
        except (ImageCms.PyCMSError, ValueError, OSError, TypeError):
            pass
    return image.convert("RGB") if image.mode == "CMYK" else image


def _converted(image: Image.Image, profile: bytes) -> Image.Image:
    own = ImageCms.ImageCmsProfile(io.BytesIO(profile))
    space = own.profile.xcolor_space.strip()
    if space != ("CMYK" if image.mode == "CMYK" else "RGB"):
        raise ValueError("a profile for other colours")
    if "sRGB" in (own.profile.profile_description or ""):
        return image
    if image.mode == "RGBA":
        colours = ImageCms.profileToProfile(image.convert("RGB"), own, _SRGB, outputMode="RGB")
        if colours is None:
            return image
        colours.putalpha(image.getchannel("A"))
        return colours
    return ImageCms.profileToProfile(image, own, _SRGB, outputMode="RGB") or image
