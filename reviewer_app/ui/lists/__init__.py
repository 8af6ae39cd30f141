"""Long lists of submissions: loaded a page at a time, drawn by one hand, used by the queue and by what is decided."""

from reviewer_app.ui.lists.columns import Column, Said
from reviewer_app.ui.lists.model import RowsModel
from reviewer_app.ui.lists.pages import Pages
from reviewer_app.ui.lists.table import RowsTable

__all__ = ["Column", "Pages", "RowsModel", "RowsTable", "Said"]
