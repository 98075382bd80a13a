"""Flowcharts in the text of Mermaid, drawn while a guide is built. What is not drawn here, a reader's browser draws."""
