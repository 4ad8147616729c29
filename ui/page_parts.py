"""The components of the page that change, by what they are for."""

from dataclasses import dataclass
from typing import Any

import gradio as gr

Update = dict[gr.blocks.Block, Any]
"""New values by component; those that are not named stay as they are."""


@dataclass(frozen=True, slots=True)
class Page:
    """`language` and `record` are what the page knows of itself: its browser sends them along with whatever it asks, and no server keeps them."""

    language: gr.HTML
    words: gr.HTML
    header: gr.HTML
    new: gr.Button
    welcome: gr.HTML
    chat: gr.Chatbot
    status: gr.HTML
    question: gr.Textbox
    asks: gr.HTML
    record: gr.HTML
    panel: gr.HTML
    history: gr.HTML
    take: gr.HTML
