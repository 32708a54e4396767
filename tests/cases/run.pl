#!/usr/bin/perl
# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The ILMS authors
#
# run.pl [--bless] [--ilms FILE] [FOLDER | FILE.t ...]: runs the transcripts of tests/cases.
#
#     # what this is about
#     $ ilms check good.csv
#     good.csv: ilostat, 6 cells read: 0 errors, 0 warnings, 0 remarks
#     $ ilms check none.csv
#     ilms: none.csv: cannot be opened: No such file or directory
#     ? 66
#
# A line "$ command" (continued by lines "> ..."), what it prints on both outputs, and "? code"
# where it does not end with 0. Blank lines and lines with # are for the reader; an output line
# that is blank or begins as one of these stands behind a backslash. Each transcript runs in a
# fresh folder of its own; $DATA is tests/data and $REPO the project, also in the output. Where
# it leaves an ilms.db, `ilms doctor` must be content, unless a line "# sick base" says that it
# is not to be. --bless writes down what came out: read the diff.
use strict;
use warnings;
use Cwd qw(abs_path getcwd);
use File::Basename qw(dirname);
use File::Temp qw(tempdir);

my $repo = abs_path(dirname(abs_path($0)) . "/../..");
my ($bless, $ilms, @names) = (0, $ENV{ILMS} || "$repo/build/ilms");
while (defined(my $arg = shift @ARGV)) {
    if    ($arg eq "--bless") { $bless = 1 }
    elsif ($arg eq "--ilms")  { $ilms  = shift @ARGV }
    else                      { push @names, abs_path($arg) }
}
@names = ("$repo/tests/cases") if !@names;
$ilms = abs_path($ilms) // "";
-x $ilms or die "run.pl: there is no program $ilms; make it first\n";

my @files = map { -d $_ ? glob("$_/*.t $_/*/*.t") : $_ } @names;
my $top = tempdir("ilms-cases-XXXXXX", TMPDIR => 1, CLEANUP => 1);
mkdir "$top/bin";
# A copy, since a transcript may run it as a user who cannot look into this project.
system("cp", $ilms, "$top/bin/ilms") == 0 or die "run.pl: $ilms cannot be copied\n";
chmod 0755, $top, "$top/bin";
$ENV{PATH} = "$top/bin:$repo/tests/cases:$ENV{PATH}";
delete @ENV{qw(ILMS_BASE ILMS_DB_FAIL)};
$ENV{LSAN_OPTIONS} //= "suppressions=$repo/tests/lsan.supp:print_suppressions=0";
%ENV = (%ENV, ILMS_NOW => "2026-01-15T10:00:00Z", ILMS_USER => "tester", DATA => "$repo/tests/data",
        REPO => $repo, LC_ALL => "C.UTF-8", TZ => "UTC",
        ILMS_DB_WAIT => 60000); # a busy machine is no fault

# As many at a time as there are cores; each worker takes every n-th file.
my $jobs = $ENV{JOBS} || `nproc` || 1;
my @workers;
for my $k (0 .. $jobs - 1) {
    my $pid = open(my $out, "-|") // die "run.pl: fork: $!\n";
    if ($pid == 0) {
        $| = 1;
        my ($passed, $failed) = (0, 0);
        for (my $i = $k; $i < @files; $i += $jobs) {
            run_file($files[$i], "$top/$i") ? $passed++ : $failed++;
        }
        print "=$passed $failed\n";
        POSIX_exit();
    }
    push @workers, $out;
}
my ($passed, $failed) = (0, 0);
for my $out (@workers) {
    my $ended = 0;
    while (my $line = <$out>) {
        if ($line =~ /^=(\d+) (\d+)$/) { $passed += $1; $failed += $2; $ended = 1 }
        else                           { print $line }
    }
    if (!$ended) { print "run.pl: a worker died\n"; $failed++ }
}
print "$passed passed, $failed failed\n";
exit($failed ? 1 : 0);

# Without the END blocks: the folder belongs to the parent.
sub POSIX_exit { require POSIX; POSIX::_exit(0) }

sub escape {
    my ($text) = @_;
    $text =~ s/\Q$ENV{DATA}\E/\$DATA/g;
    $text =~ s/\Q$repo\E/\$REPO/g;
    $text =~ s/([\x00-\x08\x0b-\x1f\x7f])/sprintf "\\x%02x", ord $1/ge;
    my $whole = $text eq "" || $text =~ s/\n\z//;
    my @lines = $text eq "" && $whole ? () : split /\n/, $text, -1;
    s/^(?=[\$?>] |[#\\]|\z)/\\/ for @lines;
    push @lines, "\\ no newline at the end" if !$whole;
    return join "", map {"$_\n"} @lines;
}

sub run_file {
    my ($file, $dir) = @_;
    open my $in, "<", $file or die "$file: $!\n";
    my @lines = <$in>;
    close $in;
    mkdir $dir or die "$dir: $!\n";
    chdir $dir;
    my ($old, $new, $sick, $trouble) = ("", "", 0, "");
    while (@lines) {
        my $line = shift @lines;
        $old .= $line;
        $new .= $line;
        $sick = 1 if $line =~ /^# sick base/;
        $line =~ /^\$ (.*)/s or next;
        my $command = $1;
        while (@lines && $lines[0] =~ /^> ?(.*)/s) {
            $command .= $1;
            $old .= $lines[0];
            $new .= shift @lines;
        }
        $old .= shift @lines while @lines && $lines[0] !~ /^(?:\$ |#|\s*$)/;
        my ($out, $code) = run_command($command, $dir);
        $new .= escape($out) . ($code ? "? $code\n" : "");
    }
    if (-e "ilms.db" && !$sick) {
        my ($out, $code) = run_command("ilms doctor", $dir);
        $trouble = "doctor:\n$out" if $code;
    }
    chdir $top;
    system "chmod", "-R", "u+w", $dir;
    system "rm", "-rf", $dir;
    if ($old ne $new && $bless) {
        open my $to, ">", $file or die "$file: $!\n";
        print $to $new;
        close $to;
        print "blessed ", substr($file, length($repo) + 1), "\n";
        $old = $new;
    }
    return 1 if $old eq $new && $trouble eq "";
    print "FAIL ", substr($file, length($repo) + 1), "\n", $trouble, diff($old, $new, $dir);
    return 0;
}

# A command may take a minute at most: what hangs has failed.
sub run_command {
    my ($command, $dir) = @_;
    open my $script, ">", "$dir.sh" or die "$dir.sh: $!\n";
    print $script $command;
    close $script;
    my $out = `timeout 60 sh "$dir.sh" 2>&1 </dev/null`;
    return ($out, $? & 127 ? 128 + ($? & 127) : $? >> 8);
}

sub diff {
    my ($old, $new, $dir) = @_;
    for (["want", $old], ["got", $new]) {
        open my $to, ">", "$dir.$_->[0]" or die;
        print $to $_->[1];
        close $to;
    }
    return `diff -u --label want --label got "$dir.want" "$dir.got"`;
}
