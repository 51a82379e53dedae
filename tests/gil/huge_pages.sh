# malloc's heap is to be in huge pages: the system shows it as "hg" among the flags of the mapping.
[ -d /sys/kernel/mm/transparent_hugepage ] && grep -q VmFlags /proc/self/smaps || exit 77
"$PY" -c 'import sys; sys.exit("libasan" in (maps := open("/proc/self/maps").read()) or "libtsan" in maps)' || exit 77
"$PY" -c '
heap, flags = False, []
for line in open("/proc/self/smaps"):
    if line.split()[0].count("-") == 1 and not line.split()[0].endswith(":"):
        heap = line.endswith("[heap]\n")
    elif heap and line.startswith("VmFlags:"):
        flags.append("hg" in line.split())
print(any(flags))'
