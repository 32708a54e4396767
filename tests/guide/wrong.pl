#!/usr/bin/perl
# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The ILMS authors
#
# wrong.pl [ILMS]: guide.pl sees what is wrong in a guide: small guides with one fault each have to fail, for this
# fault, and one without has to pass.
use strict;
use warnings;
use Cwd qw(abs_path);
use File::Basename qw(dirname);
use File::Temp qw(tempdir);

my $here = dirname(abs_path($0));
my $ilms = abs_path($ARGV[0] // "$here/../../build/ilms");
my $top = tempdir("ilms-wrong-XXXXXX", TMPDIR => 1, CLEANUP => 1);
my ($passed, $failed) = (0, 0);

my $good = <<'END';
# 1 A chapter

The command `ilms share set --country XCO` is there, as is [the file](small.csv).

| it says | what to do |
|---|---|
| `region.csv: the file is missing` | give one |

```sh
ilms init
now=1
```
```text
ilms.db: a new base with ...
```

```sh fails
test $now = 1
ilms init
```
```text
...
```

```csv small.csv
a,b
```

```sh
ilms serve --listen 127.0.0.1:8080 > log 2>&1 &
server=$!
```

```sh
kill $server; wait $server
```

```bash
sudo systemctl restart ilms
make install PREFIX=/usr/local
```

```ini
# /etc/systemd/system/ilms.service
[Service]
ExecStart=/usr/local/bin/ilms serve
```

```nginx
server {
    listen 443 ssl;
    ssl_certificate cert;
    ssl_certificate_key key;
    location / { proxy_pass http://127.0.0.1:8080; }
}
```
END
$good =~ s/^ilms\.db: a new base with \.\.\.$/.../m;

sub told { # what guide.pl says of a guide, and its end
    my ($text, $contents) = @_;
    my $dir = "$top/guide";
    system("rm", "-rf", $dir);
    mkdir $dir;
    my %files = ("01-one.md" => $text, "README.md" => $contents // "[one](01-one.md)\n", "small.csv" => "a,b\n");
    while (my ($name, $content) = each %files) {
        open my $to, ">", "$dir/$name" or die "$name: $!\n";
        print $to $content;
        close $to;
    }
    my $out = `$here/guide.pl --ilms $ilms --guide $dir 2>&1`;
    return ($out, $? >> 8);
}

sub ok {
    my ($name, $fine, $why) = @_;
    if ($fine) { $passed++; return }
    $failed++;
    print "FAIL $name\n$why\n";
}

my ($out, $end) = told($good);
ok("one without a fault passes", $end == 0 && $out =~ /^\d+ passed, 0 failed/m, $out);
my @unit = $out =~ /systemd-analyze is not/ ? () : (["a wrong unit", 's/^ExecStart=.*/ExecStart=serve/m', qr/systemd takes it/]);
my @site = $out =~ /nginx or openssl is not/ ? () : (["a wrong site", 's/proxy_pass/proxy_past/', qr/nginx takes it/]);

for (["a command that fails", 's/^now=1/cat none\nnow=1/m', qr/ends well\n.*cat none/s],
     ["a command that fails inside a pipe", 's/^now=1/cat none | cat\nnow=1/m', qr/ends well\n.*cat none/s],
     ["a command that is not there", 's/^ilms init$/ilms begin/m', qr/ends well/],
     ["one that should fail and does not", 's/^test .*\nilms init$/true/m', qr/ends as one that fails/],
     ["another that fails before it", 's/^test .now = 1$/test \$now = 2/m', qr/ends as one that fails/],
     ["output that is another", 's/^\.\.\.$/ilms.db: an old base/m', qr/prints what is shown/],
     ["output after what is shown", 's/^\.\.\.$//m', qr/prints what is shown/],
     ["a command of the text that is not there", 's/ilms share set/ilms share give/', qr/there is no command: ilms share give/],
     ["an option of the text that is not there", 's/--country XCO/--land XCO/', qr/share set has no --land/],
     ["a message that the program never says", 's/the file is missing/the file is lost/', qr/the program never says: .*file is lost/],
     ["a link to nothing", 's/\(small\.csv\)/(large.csv)/', qr/there is no large\.csv/],
     ["a file that is another", 's/^a,b$/a,c/m', qr/is the file/],
     ["a server that is left", 's/^kill.*//m', qr/what was started was ended/],
     ["a server that does not answer", 's/8080 >/99999 >/', qr/the server answers|ends well/],
     ["a program that nobody knows", 's/^make /mkae /m', qr/mkae is not known/],
     ["a target that make has not", 's/make install/make instal/', qr/make has no instal/],
     ["a block of the shell that cannot be read", 's/^sudo /if sudo /m', qr/can be read/],
     ["a block that is not closed", 's/```\n\z//', qr/every block is closed/],
     ["a block of an unknown kind", 's/^```nginx/```apache/m', qr/is of a known kind/],
     @unit, @site) {
    my ($name, $change, $says) = @$_;
    my $text = $good;
    eval "\$text =~ $change; 1" or die "$name: $@";
    die "$name changes nothing\n" if $text eq $good;
    my ($said, $code) = told($text);
    ok("$name is seen", $code != 0 && $said =~ /^FAIL/m && $said =~ $says, $said);
}
my ($said, $code) = told($good, "nothing\n");
ok("a chapter that the contents do not name is seen", $code != 0 && $said =~ /the contents name 01-one\.md/, $said);
print "$passed passed, $failed failed\n";
exit($failed ? 1 : 0);
