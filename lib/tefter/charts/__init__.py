"""One function for every chart, one theme, and its files."""

from tefter.charts.agreement import agreement
from tefter.charts.categories import category_by_country, category_shares
from tefter.charts.chart import Chart, Origin
from tefter.charts.comments import comments_per_post
from tefter.charts.countries import posts_by_month_and_country, views_by_country
from tefter.charts.exposure import exposure_by_week
from tefter.charts.files import load, save
from tefter.charts.growth import concentration_by_account, cumulative_views
from tefter.charts.hashtags import hashtag_network
from tefter.charts.hours import hour_by_weekday
from tefter.charts.maps import views_map
from tefter.charts.notebook import show
from tefter.charts.picture import Picture
from tefter.charts.prevalence import prevalence
from tefter.charts.reliability import reliability
from tefter.charts.sharing import sharing_flow, sharing_lag
from tefter.charts.survival import survival

TABLES_OF = {
    "posts_by_month_and_country": ("posts_by_month_country",),
    "views_map": ("views_by_country",),
    "cumulative_views": ("cumulative_views",),
    "category_shares": ("categories",),
    "category_by_country": ("category_by_country",),
    "concentration_by_account": ("accounts_concentration",),
    "comments_per_post": ("comments_per_post",),
    "hashtag_network": ("hashtag_nodes", "hashtag_pairs"),
    "sharing_flow": ("shared_by_country",),
    "sharing_lag": ("sharing_lag",),
    "survival": ("survival",),
    "hour_by_weekday": ("posts_by_weekday_hour",),
    "exposure_by_week": ("telegram_weeks",),
    "agreement": ("agreement",),
    "prevalence": ("prevalence",),
}
"""Chart of a report to the tables of ``tefter.findings`` that it draws, in their order."""

__all__ = [
    "TABLES_OF",
    "Chart",
    "Origin",
    "Picture",
    "agreement",
    "category_by_country",
    "category_shares",
    "comments_per_post",
    "concentration_by_account",
    "cumulative_views",
    "exposure_by_week",
    "hashtag_network",
    "hour_by_weekday",
    "load",
    "posts_by_month_and_country",
    "prevalence",
    "reliability",
    "save",
    "sharing_flow",
    "sharing_lag",
    "show",
    "survival",
    "views_by_country",
    "views_map",
]
