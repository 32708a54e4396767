#!/usr/bin/perl
# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The ILMS authors
#
# guide.pl [--bless] [--ilms FILE] [--guide FOLDER]: the guide does what it says. All chapters of doc/guide, in the order
# of their numbers, are one story, told in one fresh home folder to one shell:
#
#     ```sh            is run; every command in it has to end with 0
#     ```sh fails      its last command has to end otherwise
#     ```text          behind it: what it prints on both outputs, exactly, but for the digits of hashes; a line "..."
#                      stands for any lines
#     ```csv NAME      is the file NAME of doc/guide, whole
#     ```bash          cannot be run in a test: the shell reads it, its programs are known, make has its targets
#     ```ini, ```nginx a unit and a site: systemd-analyze and nginx say whether they are right, where these are there
#
# The address 127.0.0.1:8080 is another port in the test. A server that the guide starts has to answer, and to be
# ended by the guide. In a table of what "it says" every message is one of the program's. In the text every command in
# `ilms ...` has to exist, with its options, and every link to lead to a file. --bless writes down what came out: read
# the diff.
use strict;
use warnings;
use Cwd qw(abs_path);
use File::Basename qw(basename dirname);
use File::Temp qw(tempdir);
use IO::Socket::INET;
use Time::HiRes qw(time sleep);

my $repo = abs_path(dirname(abs_path($0)) . "/../..");
my ($bless, $ilms, $guide) = (0, $ENV{ILMS} || "$repo/build/ilms", "$repo/doc/guide");
while (defined(my $arg = shift @ARGV)) {
    if    ($arg eq "--bless") { $bless = 1 }
    elsif ($arg eq "--ilms")  { $ilms  = shift @ARGV }
    elsif ($arg eq "--guide") { $guide = shift @ARGV }
    else                      { die "guide.pl: what is $arg?\n" }
}
$ilms = abs_path($ilms) // "";
$guide = abs_path($guide) // "";
-x $ilms  or die "guide.pl: there is no program $ilms; make it first\n";
-d $guide or die "guide.pl: there is no folder $guide\n";

my ($passed, $failed, $skipped) = (0, 0, 0);
sub ok {
    my ($name, $good, $why) = @_;
    if ($good) { $passed++; return 1 }
    $failed++;
    print "FAIL $name\n";
    print "    $_\n" for split /\n/, $why // "";
    return 0;
}
sub skip { $skipped++; print "skip $_[0]: $_[1]\n" }
sub slurp { open my $in, "<", $_[0] or die "$_[0]: $!\n"; local $/; my $text = <$in>; return $text // "" }
sub spew { open my $to, ">", $_[0] or die "$_[0]: $!\n"; print $to $_[1]; close $to or die "$_[0]: $!\n" }
sub installed {
    for my $dir (split(/:/, $ENV{PATH}), "/usr/sbin", "/sbin") { return "$dir/$_[0]" if -x "$dir/$_[0]" }
    return "";
}

# -- the reader's home --------------------------------------------------------------------------
my $top = tempdir("ilms-guide-XXXXXX", TMPDIR => 1, CLEANUP => 1);
mkdir "$top/$_" for qw(home bin check);
system("cp", $ilms, "$top/bin/ilms") == 0 or die "guide.pl: $ilms cannot be copied\n";
symlink $repo, "$top/home/ilms-source";
my $port = do { # one that is free now
    my $s = IO::Socket::INET->new(LocalAddr => "127.0.0.1", Listen => 1) or die "guide.pl: no port: $!\n";
    $s->sockport;
};
delete @ENV{grep { /^ILMS_/ } keys %ENV};
%ENV = (%ENV, HOME => "$top/home", PATH => "$top/bin:$ENV{PATH}", LC_ALL => "C.UTF-8", TZ => "UTC",
        LSAN_OPTIONS => "suppressions=$repo/tests/lsan.supp:print_suppressions=0",
        ILMS_DB_WAIT => 60000); # a busy machine is no fault

# One shell for all: what a block sets or starts is there for the next. It says the end of each on a pipe of its own.
pipe my $told, my $tell or die "guide.pl: pipe: $!\n";
pipe my $orders, my $order or die "guide.pl: pipe: $!\n";
my $shell = fork // die "guide.pl: fork: $!\n";
if ($shell == 0) {
    require POSIX;
    close $order;
    close $told;
    POSIX::dup2(fileno $orders, 0);
    POSIX::dup2(fileno $tell, 9);
    open STDOUT, ">", "/dev/null";
    open STDERR, ">", "/dev/null";
    chdir "$top/home";
    exec "bash", "--noprofile", "--norc" or POSIX::_exit(127);
}
close $orders;
close $tell;
$order->autoflush(1);
# Which command failed is said where it happens. Those that are run for their answer do not count.
print $order "set -o pipefail; trap 'echo \"\$?|\$BASH_COMMAND\" >>$top/failed' ERR\n";
END { if ($shell) { local $?; close $order if $order; kill_left() if $top; waitpid $shell, 0 } }

sub kill_left { # what the guide forgot
    kill 'TERM', $_ for left_over();
}
sub left_over { # processes of this story's program
    my @pids;
    for my $exe (glob "/proc/[0-9]*/exe") {
        my $to = readlink($exe) // next;
        push @pids, $exe =~ m{/(\d+)/} if index($to, "$top/bin/") == 0;
    }
    return @pids;
}

my $seconds = 0;
sub run { # what it printed, which commands failed, its end
    my ($code) = @_;
    unlink "$top/failed";
    $code =~ s/127\.0\.0\.1:8080/127.0.0.1:$port/g;
    spew("$top/block", $code);
    my $began = time;
    print $order ". $top/block >$top/printed 2>&1 9>&- ; echo \$? >&9\n";
    my $end = <$told>;
    $seconds += time - $began;
    defined $end or die "guide.pl: the shell has ended:\n$code";
    chomp $end;
    my $out = slurp("$top/printed");
    $out =~ s/127\.0\.0\.1:$port/127.0.0.1:8080/g;
    $out =~ s/\Q$top\E\/home\b/~/g;
    my $wrong = join "", grep { !/\|\. \Q$top\E\/block / } -e "$top/failed" ? split /^/, slurp("$top/failed") : ();
    return ($out, $wrong, $end);
}

sub answers { # does anything answer at the port, within some seconds?
    for (1 .. 150) {
        return 1 if IO::Socket::INET->new(PeerAddr => "127.0.0.1", PeerPort => $port, Timeout => 1);
        sleep 0.1;
        return 0 if !left_over(); # it has ended already
    }
    return 0;
}

# -- what is shown -------------------------------------------------------------------------------
sub same { # a line "..." stands for any lines, none included; a hash is as good as another
    my ($shown, $out) = @_;
    s/\b[0-9a-f]{12}\b/<hash>/g for $shown, $out;
    my $pattern = join "", map { $_ eq "...\n" ? "(?:.*\\n)*?" : quotemeta } $shown =~ /(.*\n)/g;
    $out .= "\n" if $out ne "" && $out !~ /\n\z/;
    return $out =~ /\A$pattern\z/;
}

# -- what cannot be run -------------------------------------------------------------------------------
my %programs = map { $_ => 1 } qw(sudo apt-get git cd make install systemctl journalctl nginx useradd certbot scp ssh rsync chown
    chmod mkdir cp mv export ilms tee crontab passwd openssl curl);
my $makefile = slurp("$repo/Makefile");
sub check_bash {
    my ($name, $code) = @_;
    spew("$top/check/block.sh", $code);
    my $said = `bash -n $top/check/block.sh 2>&1`;
    $code =~ s/\\\n\s*/ /g;
    $code =~ s/(<<'(\w+)')\n.*?^\2$/$1/gms; # what goes into a file
    for my $line (split /\n/, $code) {
        next if $line =~ /^\s*(?:#|$)/;
        my @words = split ' ', $line;
        shift @words if $words[0] eq "sudo";
        shift(@words), shift(@words) if $words[0] eq "-u";
        shift @words while @words && $words[0] =~ /=/;
        $said .= "$words[0] is not known: $line\n" if !$programs{$words[0]} && !-x "$repo/$words[0]";
        if ($words[0] eq "make") {
            for (@words[1 .. $#words]) {
                last if /^#/;
                $said .= "make has no $_\n" if !/=|^-/ && $makefile !~ /^\Q$_\E:/m;
            }
        }
        $said .= command_wrong(join " ", @words) if $words[0] eq "ilms";
    }
    ok("$name: can be read", $said eq "", $said);
}

sub check_unit {
    my ($name, $text) = @_;
    my ($file) = $text =~ m{\A# /etc/systemd/system/(\S+)};
    return ok("$name: says where it goes", 0, $text) if !$file;
    my $analyze = installed("systemd-analyze") or return skip($name, "systemd-analyze is not installed");
    $text =~ s{/usr/local/bin/ilms}{$top/bin/ilms}g;
    $text =~ s{^EnvironmentFile=.*\n}{}mg;
    spew("$top/check/$file", $text);
    my $said = join "", grep { /\Q$file\E/ } `$analyze verify $top/check/$file 2>&1`;
    ok("$name: systemd takes it", $said eq "", $said);
}

sub check_site {
    my ($name, $text) = @_;
    my ($nginx, $openssl) = (installed("nginx"), installed("openssl"));
    return skip($name, "nginx or openssl is not installed") if !$nginx || !$openssl;
    my $dir = "$top/check";
    system("$openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -keyout $dir/key -out $dir/cert >$dir/log 2>&1");
    $text =~ s{(ssl_certificate_key\s+)[^;]+}{$1$dir/key};
    $text =~ s{(ssl_certificate\s+)[^;]+}{$1$dir/cert};
    $text =~ s{\b(listen\s+(?:\[::\]:)?)(\d+)}{$1 . ($2 + 20000)}ge;
    spew("$dir/nginx.conf", "pid $dir/pid; error_log stderr; events {} http { access_log off;\n"
        . join("", map { "${_}_temp_path $dir/$_;\n" } qw(client_body proxy fastcgi uwsgi scgi)) . "$text\n}\n");
    my $said = `$nginx -t -q -p $dir -c $dir/nginx.conf 2>&1`;
    ok("$name: nginx takes it", $? == 0 && $said !~ /\[(?:warn|error|emerg)\]/, $said);
}

# -- what the text names -----------------------------------------------------------------------------
my %help; # what the program says of a command; "" where it has none
sub help_of {
    my ($command) = @_;
    return $help{$command} //= do { my $said = `$ilms help $command 2>/dev/null`; $? == 0 ? $said : "" };
}

sub command_wrong { # a sentence, or nothing
    my @words = split ' ', $_[0];
    shift @words;
    shift(@words), shift(@words) while @words && $words[0] eq "--base";
    shift @words while @words && $words[0] =~ /^--(?:json|quiet)$/;
    return "" if !@words || $words[0] eq "help";
    my @name;
    push @name, shift @words while @words && @name < 3 && $words[0] =~ /^[a-z-]+$/;
    unshift @words, pop @name while @name > 1 && help_of("@name") eq "";
    my $help = @name ? help_of("@name") : "";
    return "there is no command: $_[0]\n" if $help eq "";
    for (@words) {
        next if !/^(--[a-z][a-z-]*)/ || $1 eq "--json" || $1 eq "--quiet";
        return "@name has no $1: $_[0]\n" if $help !~ /\Q$1\E\b/;
    }
    return "";
}

sub check_text {
    my ($name, $text) = @_;
    my $said = "";
    for my $line (split /\n(?=\n|[-|#\d])/, $text) {
        (my $flat = $line) =~ s/\s*\n\s*/ /g;
        while ($flat =~ /`([^`]+)`/g) {
            my $code = $1;
            $said .= command_wrong($code) if $code =~ /^ilms(?: |$)/;
        }
        while ($flat =~ /\]\(([^)#]+)(?:#[^)]*)?\)/g) {
            next if $1 =~ /^[a-z]+:/;
            $said .= "there is no $1\n" if !-e "$guide/$1";
        }
    }
    ok("$name: commands, options and links of the text", $said eq "", $said);
}

# Messages in the first column of a table of troubles: the program has their words.
sub check_messages {
    my ($name, $text) = @_;
    my ($said, $source) = ("", "");
    for my $row ($text =~ /^\| `(.+?)` \|/mg) {
        $source ||= join("", map { slurp($_) } glob "$repo/src/*/*.c") =~ s/"\s*\n\s*"//gr =~ s/\\"/"/gr;
        for (split /\.\.\.|"[^"]*"|\b[A-Z]{2}:\d+|\b\d+\b|\b[A-Z]{3,}\b/, $row) {
            $said .= "the program never says: $_\n" if /\S.{6}/ && index($source, s/^\s+|\s+\z//gr) < 0;
        }
    }
    ok("$name: messages are the program's", $said eq "", $said);
}

# -- the story ------------------------------------------------------------------------------------
sub check_shown {
    my ($name, $block, $out) = @_;
    return 1 if same($block->{text}, $out);
    if ($bless) { $block->{text} = $out =~ /\n\z/ || $out eq "" ? $out : "$out\n"; return 1 }
    return ok("$name: prints what is shown", 0, "shown:\n$block->{text}printed:\n$out");
}

my @chapters = sort grep { basename($_) =~ /^\d\d-/ } glob "$guide/*.md";
ok("there are chapters", @chapters > 0, $guide);
my $told_from = slurp("$guide/README.md");
ok("the contents name " . basename($_), index($told_from, "(" . basename($_) . ")") >= 0) for @chapters;
check_text("README.md", $told_from =~ s/^```.*?^```$//msgr);

for my $file (@chapters) {
    my $chapter = basename($file);
    my ($before, $wall) = ($seconds, time);
    my @parts; # text and blocks, by turns
    my $text = slurp($file);
    while ($text =~ /\G(.*?)^```([a-z]+)([^\n]*)\n(.*?)^```\n/gcms) {
        push @parts, {kind => "", text => $1}, {kind => $2, more => $3, text => $4};
    }
    push @parts, {kind => "", text => substr $text, pos($text) // 0};
    ok("$chapter: every block is closed", (grep { /^```/ } split /\n/, $text) == 2 * (grep { $_->{kind} } @parts));
    my $n = 0;
    for my $i (0 .. $#parts) {
        my $p = $parts[$i];
        next if !$p->{kind};
        my $name = "$chapter, block " . ++$n;
        if ($p->{kind} eq "sh") {
            my ($out, $wrong, $end) = run($p->{text});
            my $fails = $p->{more} eq " fails";
            my $whole = $fails ? $end != 0 && (() = $wrong =~ /\n/g) == 1 : $wrong eq "" && $end == 0;
            ok("$name: " . ($fails ? "ends as one that fails" : "ends well"), $whole, "$p->{text}$wrong$out");
            ok("$name: the server answers", answers()) if $p->{text} =~ /^ilms serve/m;
            my $next = $parts[$i + 2];
            $passed += check_shown($name, $next, $out) if $next && $next->{kind} eq "text" && $parts[$i + 1]{text} !~ /\S/;
        } elsif ($p->{kind} eq "text") {
            ok("$name: stands behind what printed it", $parts[$i - 2]{kind} eq "sh" && $parts[$i - 1]{text} !~ /\S/, $p->{text});
        } elsif ($p->{kind} eq "csv") {
            my ($of) = $p->{more} =~ /^ (\S+)$/;
            my $is = $of && -e "$guide/$of" ? slurp("$guide/$of") : "";
            $p->{text} = $is if $bless && $is;
            ok("$name: is the file", $p->{text} eq $is, $p->{more});
        } elsif ($p->{kind} eq "bash")  { check_bash($name, $p->{text}) }
        elsif ($p->{kind} eq "ini")     { check_unit($name, $p->{text}) }
        elsif ($p->{kind} eq "nginx")   { check_site($name, $p->{text}) }
        elsif ($p->{kind} ne "letter")  { ok("$name: is of a known kind", 0, $p->{kind}) }
    }
    check_text($chapter, join "", map { $_->{kind} ? "\n\n" : $_->{text} } @parts);
    check_messages($chapter, $text) if $text =~ /^\| it says /m;
    spew($file, join "", map { $_->{kind} ? "```$_->{kind}$_->{more}\n$_->{text}```\n" : $_->{text} } @parts) if $bless;
    printf "  %-28s commands %5.1f s\n", $chapter, $seconds - $before;
}
my @left = left_over();
ok("what was started was ended", !@left, "@left");
printf "  %-28s commands %5.1f s\n", "the day", $seconds;
print "$passed passed, $failed failed" . ($skipped ? ", $skipped skipped" : "") . "\n";
exit($failed ? 1 : 0);
