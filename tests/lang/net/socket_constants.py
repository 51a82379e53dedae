# Every constant, as CPython has it, but for families that minipy does not speak (stdlib/README.md).
import enum
import socket

MISSING = ('ALG_', 'BDADDR_', 'BTPROTO_', 'CAN_', 'HCI_', 'J1939_', 'PF_CAN', 'PF_RDS', 'SCM_J1939', 'SOL_ALG', 'SOL_CAN', 'SOL_HCI',
           'SOL_RDS', 'SOL_TIPC', 'SO_J1939', 'TIPC_', 'CAPI', 'EBADF', 'EAGAIN', 'EWOULDBLOCK', 'CMSG_')
for name in sorted(vars(socket)):
    if name.isupper() and not name.startswith('_') and not name.startswith(MISSING):
        print(name, repr(getattr(socket, name)))
for kind in (socket.AddressFamily, socket.SocketKind, socket.MsgFlag, socket.AddressInfo):
    print(kind, issubclass(kind, enum.IntFlag), kind.__module__, len(kind))
print(socket.AddressFamily(2), socket.AF_INET, f'{socket.AF_INET}', socket.SOCK_STREAM | 1, repr(socket.MSG_PEEK | socket.MSG_OOB),
      repr(socket.AI_PASSIVE | socket.AI_CANONNAME))
PUBLIC = {name for name in socket.__all__ if not name.startswith(MISSING)}
print(sorted(name for name in PUBLIC if not name.isupper()))
