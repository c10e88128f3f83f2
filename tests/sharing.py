"""What services on a database of their own take over from others, so that nothing is loaded twice."""

from api.services import Services


def share_loaded(own: Services, loaded: Services) -> None:
    """Give `own` the knowledge and the graph of `loaded`."""
    # both are cached properties: what stands in the dictionary is taken and not loaded
    own.__dict__.update(knowledge=loaded.knowledge, graph=loaded.graph)
