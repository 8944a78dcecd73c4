"""One function for every chart, one theme, and its files."""

from tefter.charts.agreement import agreement
from tefter.charts.categories import category_by_country, category_shares
from tefter.charts.chart import Chart, Origin
from tefter.charts.countries import posts_by_month_and_country, views_by_country
from tefter.charts.files import load, save
from tefter.charts.growth import concentration_by_account, cumulative_views
from tefter.charts.notebook import show
from tefter.charts.picture import Picture
from tefter.charts.prevalence import prevalence
from tefter.charts.reliability import reliability

TABLE_OF = {
    "posts_by_month_and_country": "posts_by_month_country",
    "views_by_country": "views_by_country",
    "category_shares": "categories",
    "category_by_country": "category_by_country",
    "concentration_by_account": "accounts_concentration",
    "cumulative_views": "cumulative_views",
    "agreement": "agreement",
    "prevalence": "prevalence",
}
"""Chart to the table of ``tefter.findings`` that it draws."""

__all__ = [
    "TABLE_OF",
    "Chart",
    "Origin",
    "Picture",
    "agreement",
    "category_by_country",
    "category_shares",
    "concentration_by_account",
    "cumulative_views",
    "load",
    "posts_by_month_and_country",
    "prevalence",
    "reliability",
    "save",
    "show",
    "views_by_country",
]
