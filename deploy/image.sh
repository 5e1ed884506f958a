#!/usr/bin/env bash
# deploy/image.sh: makes build/image/root from Debian packages and the release program, and from it an image with podman or buildah. Where
# neither can run, the same root is tried with chroot as the image's user, and the script says so.
set -euo pipefail
cd "$(dirname "$0")/.."
program=build/release/ispo
[ -x $program ] || { echo "Build the release first: deploy/quickstart.sh --no-serve" >&2; exit 3; }
root=build/image/root
rm -rf build/image
mkdir -p $root/usr/bin $root/etc $root/tmp $root/var/lib/ispo-bot $root/proc build/image/debs
chmod 1777 $root/tmp

# Packages that own the shared libraries of the program and of git, and what is read at run time.
libraries=$(ldd $program "$(git --exec-path)/git" | grep -o '/[^ ]*\.so[^ ]*' | sort -u)
packages=$(for library in $libraries; do dpkg -S "$(realpath "$library")" 2>/dev/null || dpkg -S "$library"; done | sed 's/:.*//' | sort -u)
echo "From Debian: $(echo $packages git tzdata | tr '\n' ' ')"
(cd build/image/debs && apt-get download -qq $packages git tzdata)
for deb in build/image/debs/*.deb; do dpkg-deb --fsys-tarfile "$deb" | tar -x -C $root --keep-directory-symlink --exclude=./usr/share/doc --exclude=./usr/share/man --exclude=./usr/share/locale --exclude=./usr/share/git-core/contrib; done
[ -e $root/lib64 ] || ln -s lib/x86_64-linux-gnu $root/lib64
mkdir -p $root/etc/ssl/certs
cp /etc/ssl/certs/ca-certificates.crt $root/etc/ssl/certs/
rm -f $root/bin/*sh $root/usr/bin/*sh
cp $program $root/usr/bin/ispo
echo 'nonroot:x:65532:65532:nonroot:/nonexistent:/sbin/nologin' >$root/etc/passwd
echo 'nonroot:x:65532:' >$root/etc/group
chown 65532:65532 $root/var/lib/ispo-bot
echo "Root: $(du -sh $root | cut -f1)"

version=$($program --version | cut -d' ' -f2)
commit=$(git rev-parse HEAD)
for tool in podman buildah; do
    if command -v $tool >/dev/null && $tool build -f deploy/Containerfile --build-arg VERSION="$version" --build-arg COMMIT="$commit" -t "ispo-bot:$version" build/image; then
        echo "Image ispo-bot:$version is ready."
        exit 0
    fi
done
echo "No podman or buildah can run here: trying the same root with chroot as user 65532."
chroot --userspec=65532:65532 $root /usr/bin/ispo --version
checkout=$root/tmp/checkout.git
git clone -q --bare . $checkout
chown -R 65532:65532 $checkout
env -i PATH=/usr/bin STATE_DIRECTORY=/var/lib/ispo-bot "$(command -v chroot)" --userspec=65532:65532 $root /usr/bin/ispo ready /tmp/checkout.git
rm -rf $checkout
