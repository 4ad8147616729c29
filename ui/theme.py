"""The colours and letters that Gradio's own parts take; the page's own style stands in static/style.css."""

from gradio.themes import Base, Default, LocalFont


def theme() -> Base:
    """Slate and a deep teal. Only weights 400 and 700: the half-bold file that comes with Gradio holds no Latin letters."""
    chosen = Default(
        primary_hue="teal",
        neutral_hue="slate",
        text_size="lg",
        font=[LocalFont("Source Sans Pro", weights=(400, 700)), "system-ui", "sans-serif"],
        font_mono=["ui-monospace", "monospace"],
    )
    return chosen.set(
        body_background_fill="#ffffff",
        body_background_fill_dark="#12181c",
        background_fill_primary_dark="#12181c",
        block_background_fill_dark="#12181c",
        color_accent="*primary_700",
        input_background_fill_dark="#1b2328",
        input_border_color="#7c8b95",
        input_border_color_dark="#7c8b95",
        input_placeholder_color="#56636c",
        input_placeholder_color_dark="#a3b0b8",
        body_text_color="#1c2529",
        body_text_color_dark="#e8edef",
        body_text_color_subdued="#505d66",
        body_text_color_subdued_dark="#b1bdc4",
        button_primary_background_fill="*primary_700",
        button_primary_background_fill_hover="*primary_800",
        button_primary_background_fill_dark="*primary_700",
        button_primary_background_fill_hover_dark="*primary_600",
    )
