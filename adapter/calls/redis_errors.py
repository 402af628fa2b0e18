"""What redis-py's errors mean for a store of calls: what passes by itself, and what to say of the rest."""

from redis.asyncio.sentinel import MasterNotFoundError
from redis.exceptions import (
    AskError,
    AuthenticationError,
    AuthorizationError,
    BusyLoadingError,
    ClusterDownError,
    ClusterError,
    ConnectionError,  # noqa: A004 - redis-py's own, which is no OSError
    NoPermissionError,
    ReadOnlyError,
    RedisClusterException,
    RedisError,
    ResponseError,
    TimeoutError,  # noqa: A004 - as above
    TryAgainError,
)

FAILURES = (RedisError, OSError)
"""What an operation may fail with."""
CLUSTER_FAILURES = (RedisClusterException, LookupError, AttributeError)
"""What one on a cluster may fail with besides: redis-py does not know the nodes as they are now, or looks one up in
tables that another operation is making anew at the same time."""

# A ClusterError is a cluster that has sent an operation to and fro: redis-py tells a node that it may answer for a slot
# that is on its way to it, but over another connection than the operation's. It is over when the slot has arrived.
_PASSING = (ConnectionError, TimeoutError, OSError, ReadOnlyError, ClusterError, TryAgainError)
_LASTING = (AuthenticationError, AuthorizationError, NoPermissionError)


def passes(error: Exception) -> bool:
    """Whether the same operation may succeed a moment later: a connection was cut, or another server takes over."""
    cause = _cause(error)
    lasting = isinstance(cause, _LASTING) or _is_no_cluster(error)
    return not lasting and isinstance(cause, (*_PASSING, *CLUSTER_FAILURES))


def in_words(error: Exception, address: str) -> str:
    """What is said of an error: nothing that was sent, and no password. `address` is what the store's address names."""
    match _cause(error):
        case AuthenticationError() | AuthorizationError():
            return "the user name or the password is wrong or missing"
        case NoPermissionError():
            return "the user's rights (ACL) are too few"
        case MasterNotFoundError():
            return f"no sentinel that answers knows a server that is up as {address}"
        case BusyLoadingError():
            return "the server has started and is still loading its data"
        case RedisClusterException() if _is_no_cluster(error):
            return "the server is not part of a cluster: use redis:// or valkey:// without +cluster"
        case RedisClusterException() if "not covered" in str(error):
            return "the cluster is incomplete: a part of its slots has no node"
        case RedisClusterException() | LookupError() | AttributeError():
            cause = f" ({type(error.__cause__).__name__})" if error.__cause__ is not None else ""
            return f"no node of the cluster answers as one{cause}"
        case ClusterDownError():
            return "the cluster is down: one of its nodes is missing, and nobody has taken over yet"
        case ClusterError() | TryAgainError():
            return "the call's slot is being moved to another node of the cluster"
        case AskError():
            return "the server is part of a cluster: use redis+cluster:// or valkey+cluster://"
        case ReadOnlyError():
            return "the server is a replica, which takes no writes"
        case ResponseError():
            # The server's text may quote what was sent to it, down to a caller's words; its first word says enough.
            return f"{type(error).__name__} {str(error).partition(' ')[0]}"
        case cause:
            return f"{type(cause).__name__}: {cause}"


def _cause(error: Exception) -> BaseException:
    """What a server said, where redis-py tells that no node of a cluster would give it the list of nodes."""
    if isinstance(error, RedisClusterException):
        refused = error.__cause__
        said = refused.__context__ if isinstance(refused, RedisClusterException) else refused
        if isinstance(said, _LASTING):
            return said
    return error


def _is_no_cluster(error: Exception) -> bool:
    # redis-py has no class for it, and finds it where it has asked all nodes it was told of.
    return "Cluster mode is not enabled" in str(error)
