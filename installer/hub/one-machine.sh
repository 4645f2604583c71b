#!/usr/bin/env bash
# The deployment of three database nodes and two hubs behind a load balancer, all on this machine, on loopback ports.
#
#   one-machine.sh FOLDER up [HUB_PROGRAM]   starts everything; prints the hubs' address and the authority's file
#   one-machine.sh FOLDER status             who is the primary, which hub answers
#   one-machine.sh FOLDER kill-primary       kill -9 of the primary's node: its PostgreSQL and its Patroni
#   one-machine.sh FOLDER start NODE         starts a node (n1, n2, n3) or a hub (hub-a, hub-b) again
#   one-machine.sh FOLDER stop NAME          ends a hub or the load balancer properly
#   one-machine.sh FOLDER cli COMMAND...     hokatsu-hub COMMAND... on this deployment's database
#   one-machine.sh FOLDER down               ends everything
# Needs: apt install postgresql patroni etcd-server haproxy. As root the databases run as the user postgres.
set -euo pipefail
HERE=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
[ "$#" -ge 2 ] || { sed -n '2,12s/^# \{0,1\}//p' "${BASH_SOURCE[0]}"; exit 2; }
mkdir -p "$1"
DIR=$(cd "$1" && pwd)
WHAT=$2
shift 2
HOST=127.0.0.1
BASE=${HOKATSU_BASE_PORT:-16400}
PG_BIN=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1)
[ -n "$PG_BIN" ] || { echo "error: PostgreSQL is missing (apt install postgresql)" >&2; exit 2; }
NODES=(n1 n2 n3)
export no_proxy=$HOST NO_PROXY=$HOST

port() { echo $((BASE + $1)); }
number() { echo "${1#n}"; }
pid_of() { cat "$DIR/$1.pid" 2>/dev/null; }
runs() { local pid; pid=$(pid_of "$1") && [ -n "$pid" ] && kill -0 "$pid" 2>/dev/null; }
secret() { # one made-up secret a name, kept beside the data
    [ -s "$DIR/secret-$1" ] || (umask 077; od -An -N18 -tx1 /dev/urandom | tr -d ' \n' >"$DIR/secret-$1")
    cat "$DIR/secret-$1"
}
AS_POSTGRES=() # PostgreSQL refuses to run as root
[ "$(id -u)" -ne 0 ] || AS_POSTGRES=(env HOME=/nonexistent setpriv --reuid=postgres --regid=postgres --init-groups)

# begin NAME COMMAND...: in the background, its own process group, its words in NAME.log.
begin() {
    local name=$1; shift
    setsid "$@" >>"$DIR/$name.log" 2>&1 </dev/null &
    echo $! >"$DIR/$name.pid"
}

fill() { # fill TEMPLATE NODE-NUMBER: the template's text with this machine's values
    local n=$2 cluster= hosts= i
    for i in 1 2 3; do
        cluster+="${cluster:+,}n$i=http://$HOST:$(port $((10 + i)))"
        hosts+="${hosts:+,}$HOST:$(port "$i")"
    done
    sed -e "s|@NODE@|n$n|g; s|@DIR@|$DIR|g; s|@HERE@|$HERE|g; s|@HOST@|$HOST|g; s|@NETWORK@|$HOST/32|g; s|@PG_BIN@|$PG_BIN|g" \
        -e "s|@ETCD_PORT@|$(port "$n")|g; s|@PEER_PORT@|$(port $((10 + n)))|g; s|@REST_PORT@|$(port $((20 + n)))|g" \
        -e "s|@PG_PORT@|$(port $((30 + n)))|g; s|@ETCD_CLUSTER@|$cluster|g; s|@ETCD_HOSTS@|$hosts|g" \
        -e "s|@SUPER_PASSWORD@|$(secret super)|g; s|@REPLICATION_PASSWORD@|$(secret replication)|g" \
        -e "s|@FRONT_PORT@|$(port 43)|g; s|@HUB_A_PORT@|$(port 41)|g; s|@HUB_B_PORT@|$(port 42)|g" "$HERE/$1"
}

database() {
    echo "postgresql://hokatsu@$HOST:$(port 31),$HOST:$(port 32),$HOST:$(port 33)/hokatsu?target_session_attrs=read-write&connect_timeout=3"
}
hub_program() { cat "$DIR/hub-program"; }

begin_etcd() { begin "etcd-$1" "${AS_POSTGRES[@]}" etcd --config-file "$DIR/etcd-$1.yml"; }
begin_node() {
    runs "etcd-$1" || begin_etcd "$1"
    begin "$1" "${AS_POSTGRES[@]}" patroni "$DIR/patroni-$1.yml"
}
begin_hub() {
    local port_number=41
    [ "$1" = hub-b ] && port_number=42
    begin "$1" "$(hub_program)" serve --data "$DIR/$1" --listen "$HOST:$(port $port_number)" \
        --database "$(database)" --database-password-file "$DIR/secret-hub" --calls-per-minute 0 --drain 2 \
        --trusted-proxy "$HOST"
}

leader() { # the node that takes writes, empty while there is none
    local n
    for n in 1 2 3; do
        [ "$(curl -s -o /dev/null -m 2 -w '%{http_code}' "http://$HOST:$(port $((20 + n)))/primary")" = 200 ] && echo "n$n" && return 0
    done
    return 1
}
ready() { # of a hub itself, which takes us for the balancer here, or through the balancer
    local as_balancer=(--haproxy-protocol)
    [ "$1" != 43 ] || as_balancer=()
    [ "$(curl -s -o /dev/null -m 2 -w '%{http_code}' "${as_balancer[@]}" --cacert "$DIR/hub-a/ca.pem" \
        "https://$HOST:$(port "$1")/readyz")" = 200 ]
}
wait_for() { # wait_for SECONDS WORDS COMMAND...
    local until=$((SECONDS + $1)) words=$2; shift 2
    until "$@" >/dev/null 2>&1; do
        [ "$SECONDS" -lt "$until" ] || { echo "error: in vain waited for $words (logs: $DIR/*.log)" >&2; return 1; }
        sleep 0.2
    done
}
has_standby() { curl -s -m 2 "http://$HOST:$(port 21)/cluster" | grep -q '"sync_standby"'; }

up() {
    local program=${1:-$(command -v hokatsu-hub || true)}
    [ -x "$program" ] || { echo "error: where is hokatsu-hub? Give its path behind 'up'" >&2; exit 2; }
    realpath "$program" >"$DIR/hub-program"
    local name
    for name in hub super replication; do secret $name >/dev/null; done
    for name in "${NODES[@]}"; do
        (umask 077
            fill etcd.yml.template "$(number "$name")" >"$DIR/etcd-$name.yml"
            fill patroni.yml.template "$(number "$name")" >"$DIR/patroni-$name.yml")
        install -d -m 700 "$DIR/etcd-$name" "$DIR/pg-$name" "$DIR/run-$name"
        (umask 077; cp "$DIR/secret-hub" "$DIR/run-$name/hub-password")
        [ "$(id -u)" -ne 0 ] || chown -R postgres: "$DIR/run-$name" "$DIR/etcd-$name" "$DIR/pg-$name" "$DIR/etcd-$name.yml" "$DIR/patroni-$name.yml"
    done
    chmod 755 "$DIR"
    for name in "${NODES[@]}"; do runs "etcd-$name" || begin_etcd "$name"; done
    for name in "${NODES[@]}"; do runs "$name" || begin_node "$name"; done
    wait_for 90 "a primary" leader
    wait_for 90 "a synchronous standby" has_standby
    # The first hub makes the key and the authority, the second gets copies of both.
    runs hub-a || begin_hub hub-a
    wait_for 60 "the first hub" ready 41
    install -d -m 700 "$DIR/hub-b"
    cp -p "$DIR"/hub-a/{hub.key,ca.pem,ca.key} "$DIR/hub-b/"
    runs hub-b || begin_hub hub-b
    wait_for 60 "the second hub" ready 42
    fill haproxy.cfg.template 1 >"$DIR/haproxy.cfg"
    runs haproxy || begin haproxy haproxy -f "$DIR/haproxy.cfg"
    wait_for 30 "the load balancer" ready 43
    echo "hubs: https://$HOST:$(port 43)   authority: $DIR/hub-a/ca.pem   primary: $(leader)"
}

status() {
    echo "primary: $(leader || echo none)"
    curl -s -m 2 "http://$HOST:$(port 21)/cluster" || curl -s -m 2 "http://$HOST:$(port 22)/cluster" || true
    echo
    local hub
    for hub in 41 42 43; do ready $hub && echo "$HOST:$(port $hub) ready" || echo "$HOST:$(port $hub) not ready"; done
}

# A machine that loses its power: nothing of it gets to say a last word.
kill_node() {
    local postmaster; postmaster=$(head -n 1 "$DIR/pg-$1/postmaster.pid" 2>/dev/null || true)
    kill -9 "$(pid_of "$1")" 2>/dev/null || true
    pkill -9 -f "patroni-$1.yml" 2>/dev/null || true
    if [ -n "$postmaster" ]; then
        pkill -9 -P "$postmaster" 2>/dev/null || true
        kill -9 "$postmaster" 2>/dev/null || true
    fi
}

stop() { # stop NAME: SIGTERM, and wait until it has ended
    local pid; pid=$(pid_of "$1") || return 0
    kill "$pid" 2>/dev/null || true
    wait_for 60 "the end of $1" bash -c "! kill -0 $pid 2>/dev/null" || kill -9 "$pid" 2>/dev/null || true
    rm -f "$DIR/$1.pid"
}

down() {
    local name
    for name in haproxy hub-a hub-b "${NODES[@]}" etcd-n1 etcd-n2 etcd-n3; do stop "$name"; done
    for name in "${NODES[@]}"; do kill_node "$name"; done
}

case $WHAT in
    up) up "$@" ;;
    status) status ;;
    kill-primary) node=$(leader) || { echo "error: there is no primary" >&2; exit 1; }; kill_node "$node"; echo "killed $node" ;;
    start) if runs "$1"; then echo "$1 runs already"; exit 0; fi
           case $1 in hub-*) begin_hub "$1" ;; *) begin_node "$1" ;; esac ;;
    stop) stop "$1" ;;
    cli) exec "$(hub_program)" "$@" --data "$DIR/hub-a" --database "$(database)" --database-password-file "$DIR/secret-hub" ;;
    down) down ;;
    *) echo "error: $WHAT is not known" >&2; exit 2 ;;
esac
