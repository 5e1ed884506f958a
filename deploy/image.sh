#!/usr/bin/env bash
# deploy/image.sh: makes build/image/root from Debian packages and the release program, tries it with chroot as the image's user, and makes
# an image of it with podman or buildah. Where neither can run, that trial is all, and the script says so.
set -euo pipefail
cd "$(dirname "$0")/.."
program=build/release/ispo
out=build/image
root=$out/root
user=65532

fail() { echo "$1" >&2; exit 3; }
[ "$(id -u)" -eq 0 ] || fail "Files in the image belong to root, so deploy/image.sh must run as root; nothing was done."
[ -x $program ] || fail "There is no $program yet; nothing was done. Build it first: deploy/quickstart.sh --no-serve"

make_root() {
    rm -rf $out
    mkdir -p $root/usr/{bin,lib,lib64,sbin} $root/{dev,etc/ssl/certs,proc,sys,tmp,var/lib/ispo-bot} $out/debs
    for folder in bin lib lib64 sbin; do ln -s usr/$folder $root/$folder; done
    chmod 1777 $root/tmp
    chown $user:$user $root/var/lib/ispo-bot
    chmod 700 $root/var/lib/ispo-bot
    cp /etc/ssl/certs/ca-certificates.crt $root/etc/ssl/certs/
    echo "nonroot:x:$user:$user:nonroot:/var/lib/ispo-bot:/sbin/nologin" >$root/etc/passwd
    echo "nonroot:x:$user:" >$root/etc/group
    printf 'passwd: files\ngroup: files\nhosts: files dns\n' >$root/etc/nsswitch.conf
    cp /etc/debian_version $root/etc/
}

# The packages that own the shared libraries of the program and of git.
library_packages() {
    local library
    ldd $program "$(git --exec-path)/git" | grep -o '/[^ ]*\.so[^ ]*' | sort -u | while read -r library; do
        # A library of /usr/lib may be listed as one of /lib, and the other way round.
        dpkg -S "$library" 2>/dev/null || dpkg -S "/usr$library" 2>/dev/null || dpkg -S "$(realpath "$library")"
    done | cut -d: -f1 | sort -u
}

unpack_packages() {
    local deb packages
    mapfile -t packages < <(library_packages)
    echo "From Debian: ${packages[*]} git tzdata"
    (cd $out/debs && apt-get -o APT::Sandbox::User=root download -qq "${packages[@]}" git tzdata) ||
        fail "The packages could not be downloaded; there is no image. Is 'apt-get update' possible here?"
    for deb in $out/debs/*.deb; do
        dpkg-deb --fsys-tarfile "$deb" | tar -x -C $root --keep-directory-symlink --exclude='*/gconv' --exclude='./etc/*' --exclude='./var/*'
    done
    rm -rf $root/usr/share/zoneinfo/{posix,right}
    find $root/usr/share -mindepth 1 -maxdepth 1 ! -name zoneinfo -exec rm -rf {} +
    local package
    for package in "${packages[@]}" git tzdata; do install -D -m 644 "/usr/share/doc/$package/copyright" "$root/usr/share/doc/$package/copyright"; done
    install -D -m 644 LICENSE $root/usr/share/doc/ispo-bot/LICENSE
}

# Only git itself and its other names stay: what else its package brings are scripts, servers, and programs that fetch, push or mail.
reduce() {
    local core=$root/usr/lib/git-core
    find $root/usr/bin -mindepth 1 ! -name git -delete
    rm -rf $core/mergetools
    ln -sf ../../bin/git $core/git
    find $core ! -type d ! -lname git ! -lname '*/bin/git' -delete
    cp $program $root/usr/bin/ispo
    local scripts
    scripts=$(find $root -type f -perm /111 -exec grep -lI '^#!' {} + ; find $root -name '*sh' -path '*bin/*')
    [ -z "$scripts" ] || fail "A shell or a script is left in the image: $scripts"
}

chroot=$(PATH=$PATH:/usr/sbin:/sbin command -v chroot) || fail "There is no chroot here; the image was not tried."
# Arrays, not functions: a function in the background is a shell that would be stopped in the place of the program.
environment=(env -i PATH=/usr/bin STATE_DIRECTORY=/var/lib/ispo-bot SSL_CERT_FILE=/etc/ssl/certs/ca-certificates.crt)
in_root=("$chroot" --userspec=$user:$user --groups=$user $root)

port_of() { sed -n "s/.*\"$1\":\"port \([0-9]*\)\".*/\1/p" $out/log; }

get() {
    exec 3<>"/dev/tcp/127.0.0.1/$1"
    printf 'GET %s HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n' "$2" >&3
    head -n 1 <&3
    exec 3>&-
}

# serve|demo, which of its listeners answers /healthz: starts, is asked, is stopped.
try_service() {
    local pid port='' said
    "${environment[@]}" ISPO_SERVER_LISTEN=127.0.0.1:0 ISPO_SERVER_ADMIN_LISTEN=127.0.0.1:0 "${in_root[@]}" /usr/bin/ispo "$1" >$out/log 2>&1 &
    pid=$!
    trap "kill $pid 2>/dev/null || true" EXIT
    for _ in $(seq 100); do
        port=$(port_of "$2")
        if [ -n "$port" ] || ! kill -0 $pid 2>/dev/null; then break; fi
        sleep 0.2
    done
    [ -n "$port" ] || { cat $out/log >&2; fail "ispo $1 did not start in the image's root."; }
    said=$(get "$port" /healthz | tr -d '\r') || true
    [[ $said == "HTTP/1.1 200 "* ]] || fail "ispo $1 answers /healthz not with 200, but: ${said:-nothing}"
    echo "ispo $1 answers /healthz: $said"
    if [ "$1" = serve ]; then
        "${environment[@]}" "ISPO_SERVER_ADMIN_LISTEN=127.0.0.1:$port" "${in_root[@]}" /usr/bin/ispo healthcheck >/dev/null
        echo "ispo healthcheck says ready."
    fi
    kill $pid
    trap - EXIT
    wait $pid || fail "ispo $1 did not stop well: exit code $?."
}

try_root() {
    echo "Trying the root with chroot as user $user, without /proc:"
    mknod -m 666 $root/dev/null c 1 3  # git opens it at every start; an engine brings a whole /dev
    "${environment[@]}" "${in_root[@]}" /usr/bin/ispo --version
    git -c safe.directory='*' clone -q --bare . $root/tmp/checkout.git
    chown -R $user:$user $root/tmp/checkout.git
    "${environment[@]}" "${in_root[@]}" /usr/bin/ispo ready /tmp/checkout.git >$out/log || fail "ispo ready did not work in the image's root."
    head -n 3 $out/log
    try_service serve admin
    try_service demo listen
    find $root/tmp $root/var/lib/ispo-bot $root/dev -mindepth 1 -delete
}

make_root
unpack_packages
reduce
try_root
tar --sort=name --numeric-owner -C $root -cf $out/root.tar .
echo "Root: $(du -sm $root | cut -f1) MB in $(find $root -type f | wc -l) files, $(gzip -1 <$out/root.tar | wc -c | awk '{printf "%.0f", $1 / 1e6}') MB compressed."

version=$($program --version | cut -d' ' -f2)
commit=$(git -c safe.directory='*' rev-parse HEAD)
for tool in podman buildah; do
    if command -v $tool >/dev/null && $tool build -f deploy/Containerfile --build-arg VERSION="$version" --build-arg COMMIT="$commit" -t "ispo-bot:$version" $out; then
        echo "Image ispo-bot:$version is ready."
        exit 0
    fi
done
echo "Neither podman nor buildah can run here: there is $out/root.tar, tried with chroot as above, but no image."
