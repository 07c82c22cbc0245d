"""What may stand in an SVG: the elements, attributes, values and styles that draw and do nothing else."""

import re
from base64 import b64decode
from binascii import Error as Base64Error
from collections.abc import Iterator
from mmap import mmap

from mediakit import limits, signatures
from mediakit.errors import MediaError
from mediakit.headers.reading import READERS
from mediakit.limits import MEGAPIXEL, PixelLimits


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


SHAPES = _words("path rect circle ellipse line polyline polygon text image use")
FILTERS = _words(
    "feBlend feColorMatrix feComponentTransfer feComposite feConvolveMatrix feDiffuseLighting feDisplacementMap"
    " feDistantLight feDropShadow feFlood feFuncA feFuncB feFuncG feFuncR feGaussianBlur feImage feMerge feMergeNode"
    " feMorphology feOffset fePointLight feSpecularLighting feSpotLight feTile feTurbulence"
)
ANIMATIONS = _words("animate animateMotion animateTransform mpath set")
ELEMENTS = (
    SHAPES
    | FILTERS
    | ANIMATIONS
    | _words(
        "svg g a defs symbol switch title desc style tspan textPath linearGradient radialGradient stop pattern"
        " clipPath mask marker filter"
    )
)
# Text anywhere else is not drawn.
TEXTS = _words("text tspan textPath a title desc style")

# These may stand in attributes and in styles.
PROPERTIES = _words(
    "alignment-baseline baseline-shift clip clip-path clip-rule color color-interpolation color-interpolation-filters"
    " color-rendering cx cy direction display dominant-baseline enable-background fill fill-opacity fill-rule filter"
    " flood-color flood-opacity font font-family font-size font-size-adjust font-stretch font-style font-variant"
    " font-weight glyph-orientation-horizontal glyph-orientation-vertical height image-rendering isolation kerning"
    " letter-spacing lighting-color line-height marker marker-end marker-mid marker-start mask mask-type"
    " mix-blend-mode opacity overflow paint-order pointer-events r rx ry shape-rendering stop-color stop-opacity"
    " stroke stroke-dasharray stroke-dashoffset stroke-linecap stroke-linejoin stroke-miterlimit stroke-opacity"
    " stroke-width text-align text-anchor text-decoration text-rendering text-transform transform transform-box"
    " transform-origin unicode-bidi vector-effect visibility white-space width word-spacing writing-mode x y"
)
ATTRIBUTES = PROPERTIES | _words(
    "accumulate additive amplitude aria-hidden aria-label aria-labelledby attributeName azimuth baseFrequency begin"
    " bias by calcMode class clipPathUnits d diffuseConstant divisor dur dx dy edgeMode elevation end exponent"
    " filterUnits focusable from fx fy fr gradientTransform gradientUnits id in in2 intercept k1 k2 k3 k4 kernelMatrix"
    " kernelUnitLength keyPoints keySplines keyTimes lang lengthAdjust limitingConeAngle markerHeight markerUnits"
    " markerWidth maskContentUnits maskUnits max media method min mode numOctaves offset operator order orient origin"
    " path pathLength patternContentUnits patternTransform patternUnits points pointsAtX pointsAtY pointsAtZ"
    " preserveAlpha preserveAspectRatio primitiveUnits radius refX refY repeatCount repeatDur restart result role"
    " rotate scale seed side slope spacing specularConstant specularExponent spreadMethod startOffset stdDeviation"
    " stitchTiles surfaceScale systemLanguage tabindex tableValues targetX targetY textLength to type values version"
    " viewBox x1 x2 xChannelSelector y1 y2 yChannelSelector z"
)
ANIMATED = ATTRIBUTES - {"attributeName", "class", "id"}
FUNCTIONS = _words(
    "blur brightness calc circle clamp color contrast cubic-bezier device-cmyk drop-shadow ellipse grayscale hsl hsla"
    " hue-rotate hwb icc-color inset invert lab lch matrix max min oklab oklch opacity path polygon rect rgb rgba"
    " rotate saturate scale scalex scaley sepia skewx skewy translate translatex translatey"
)
OWN_REFERENCE = re.compile(r"""url\(\s*(["']?)#([^\s"'()\\<>]+)\1\s*\)""", re.IGNORECASE)
NAME_AT_END = re.compile(r"[\w-]*$")
LONGEST_NAME = 40
# Escapes and comments are how words are hidden from whoever looks for them.
SUSPECT = re.compile(r"\\|@|/\*|javascript:|vbscript:|data:|https?:|file:|<|\bon\w+\s*=", re.IGNORECASE)
FRAGMENT = re.compile(r"#[^\s\"'()\\<>]+")
RASTER = re.compile(r"\s*data:image/(?:png|jpe?g|gif|webp);base64,([A-Za-z0-9+/=\s]*)", re.IGNORECASE)
RASTER_LIMITS = PixelLimits(frame=25 * MEGAPIXEL, total=25 * MEGAPIXEL)

# What a reader may miss, by what gives it away.
FOREIGN = frozenset(("foreignobject", "iframe", "object", "embed", "audio", "video", "canvas", "handler", "listener"))
RUNS = re.compile(r"(?:java|vb)script\s*:|expression\s*\(", re.IGNORECASE)
FETCHES = re.compile(r"@import|[a-z+]{2,10}://|(?:url\(|^)\s*[\"']?//|file:", re.IGNORECASE)

COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)|<!--|-->", re.DOTALL)
BRACE = re.compile(r"[{};]")
SELECTOR = re.compile(r"""[\w\s.#,:>+~*()\[\]="'-]+""")


def is_harmless(value: str) -> bool:
    """Whether a value calls nothing but drawing functions and refers to nothing but its own document."""
    bare = OWN_REFERENCE.sub("", value)
    return not SUSPECT.search(bare) and all(call in FUNCTIONS for call in _calls(bare))


def _calls(value: str) -> list[str]:
    before = (part.rstrip()[-LONGEST_NAME:] for part in value.split("(")[:-1])
    return [found[0].lower() for part in before if (found := NAME_AT_END.search(part))]


def missed(name: str, value: str = "") -> str:
    """What went with an element, or an attribute and its value, that was not kept; empty for what nobody misses."""
    lowered = name.lower()
    if lowered == "script" or lowered.startswith("on") or RUNS.search(value):
        return "scripts"
    if lowered in FOREIGN or value.lstrip().startswith("data:"):
        return "foreign_content"
    return "links" if FETCHES.search(value) else ""


def references(value: str) -> Iterator[str]:
    """The ids that a value refers to."""
    return (found[2] for found in OWN_REFERENCE.finditer(value))


def is_own_reference(value: str) -> bool:
    """Whether a link leads to an element of the same document."""
    return FRAGMENT.fullmatch(value.strip()) is not None


def is_small_raster(value: str) -> bool:
    """Whether a link holds a whole picture of pixels, of a size that can be decoded."""
    found = RASTER.fullmatch(value)
    try:
        content = b64decode("".join(found[1].split()), validate=True) if found else b""
        if not content:
            return False
        with mmap(-1, len(content)) as data:
            data.write(content)
            file_type = signatures.recognise(data)
            if file_type not in READERS or file_type == "image/svg+xml":
                return False
            limits.check(READERS[file_type](data), RASTER_LIMITS)
    except (Base64Error, MediaError):
        return False
    return True


def clean_declarations(text: str) -> str:
    """The harmless declarations of a `style` attribute or rule; properties that nobody knows are left out."""
    pairs = (declaration.partition(":") for declaration in COMMENT.sub("", text).split(";"))
    kept = [(name.strip().lower(), value.strip()) for name, _, value in pairs]
    return ";".join(f"{name}:{value}" for name, value in kept if name in PROPERTIES and value and is_harmless(value))


def clean_stylesheet(text: str) -> str:
    """The harmless rules of a style sheet. Rules with an @ go, with all that is inside of them."""
    rules = (rule.partition("{") for rule in _without_at_rules(COMMENT.sub("", text)).split("}"))
    cleaned = ((selector.strip(), clean_declarations(body)) for selector, _, body in rules)
    return "\n".join(f"{selector}{{{body}}}" for selector, body in cleaned if body and SELECTOR.fullmatch(selector))


def _without_at_rules(text: str) -> str:
    kept, position = [], 0
    while (start := text.find("@", position)) >= 0:
        kept.append(text[position:start])
        position = _after_at_rule(text, start)
    return "".join((*kept, text[position:]))


def _after_at_rule(text: str, start: int) -> int:
    depth = 0
    for found in BRACE.finditer(text, start):
        depth += {"{": 1, "}": -1, ";": 0}[found[0]]
        if depth <= 0:
            # A brace that closes an outer block is left to that block.
            return found.start() + (0 if depth < 0 else 1)
    return len(text)
