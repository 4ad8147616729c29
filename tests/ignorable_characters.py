"""What Unicode lets a font show nothing for. Python's `unicodedata` doesn't know this property."""

RANGES = (
    (0x00AD, 0x00AD),
    (0x034F, 0x034F),
    (0x061C, 0x061C),
    (0x115F, 0x1160),
    (0x17B4, 0x17B5),
    (0x180B, 0x180F),
    (0x200B, 0x200F),
    (0x202A, 0x202E),
    (0x2060, 0x206F),
    (0x3164, 0x3164),
    (0xFE00, 0xFE0F),
    (0xFEFF, 0xFEFF),
    (0xFFA0, 0xFFA0),
    (0xFFF0, 0xFFF8),
    (0x1BCA0, 0x1BCA3),
    (0x1D173, 0x1D17A),
    (0xE0000, 0xE0FFF),
)
"""Default_Ignorable_Code_Point in DerivedCoreProperties.txt of Unicode 16.0, first and last; with those that no character has yet."""
IGNORABLE = tuple(chr(code) for first, last in RANGES for code in range(first, last + 1))
ENDS = tuple(dict.fromkeys(chr(code) for ends in RANGES for code in ends))
JOINING = "\u200c\u200d" + "".join(map(chr, range(0xFE00, 0xFE10)))
"""Those that emoji and other scripts are made with."""
