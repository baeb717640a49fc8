# Ends the nodes of a lab that has died. Read by `sh -c`.
#
# Standard input is a pipe that only the lab holds; on it come lines `add PID` and `gone PID`. When
# the lab is gone, however it went, the pipe ends; then whatever is recorded and has not ended is
# killed. SIGKILL ends stopped processes too.

trap '' INT QUIT HUP TERM TSTP

# When a process started, in whatever form this system says it; empty if there is none.
started() {
  if [ -r "/proc/$1/stat" ]; then
    read -r stat 2>/dev/null <"/proc/$1/stat" || return 0
    # the second field is a name in parentheses, which may hold blanks: count after it
    set -- ${stat##*) }
    echo "${20}"
  else
    ps -o lstart= -p "$1" 2>/dev/null | tr -d ' '
  fi
}

recorded=""
while read -r verb pid; do
  case $verb in
    add)
      start=$(started "$pid")
      [ -z "$start" ] || recorded="$recorded $pid/$start"
      ;;
    gone)
      kept=""
      for one in $recorded; do
        [ "${one%%/*}" = "$pid" ] || kept="$kept $one"
      done
      recorded=$kept
      ;;
  esac
done

for one in $recorded; do
  pid=${one%%/*}
  [ "$(started "$pid")" != "${one#*/}" ] || kill -9 "$pid" 2>/dev/null
done
exit 0
