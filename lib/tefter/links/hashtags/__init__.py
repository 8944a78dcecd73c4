"""The network of hashtags: which go together, more often than by chance, and in which groups."""

from tefter.links.hashtags.communities import hashtag_communities
from tefter.links.hashtags.counts import hashtag_counts, hashtag_pairs
from tefter.links.hashtags.gexf import write_gexf
from tefter.links.hashtags.growth import grow

__all__ = ["grow", "hashtag_communities", "hashtag_counts", "hashtag_pairs", "write_gexf"]
