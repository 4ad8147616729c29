"""A library in Milvus instead of a folder: the same commands, answers and chat, with search on other machines (docs/scaling.md).

Only what `index.shelf.shelf_at` is asked for a `milvus://` or `milvus-lite:` address imports this; pymilvus is an extra of the package.
"""
