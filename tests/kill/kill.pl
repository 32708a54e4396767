#!/usr/bin/perl
# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The ILMS authors
#
# kill.pl [--ilms FILE] [--seed N] [--kills N]: kill -9 in the middle of submit, accept, release
# and backup, at moments spread over the whole run of each. After every kill the doctor is
# content; what was acknowledged (printed) is there and stays; what was not is there whole or
# not at all. One test per kind of command.
use strict;
use warnings;
use Cwd qw(abs_path);
use File::Basename qw(dirname);
use File::Temp qw(tempdir);

my $repo = abs_path(dirname(abs_path($0)) . "/../..");
my %opt = ("--ilms" => "$repo/build/ilms", "--seed" => 20260115, "--kills" => 400, @ARGV);
my $ilms = abs_path($opt{"--ilms"});
srand($opt{"--seed"});
my $dir = tempdir("ilms-kill-XXXXXX", TMPDIR => 1, CLEANUP => 1);
# a copy: the program may be built anew meanwhile
system("cp", $ilms, "$dir/ilms") == 0 or die;
$ilms = "$dir/ilms";
chdir $dir or die;
%ENV = (%ENV, ILMS_NOW => "2026-01-15T10:00:00Z", ILMS_USER => "tester", LC_ALL => "C.UTF-8",
        ILMS_BASE => "$dir/base.db");

my %trouble; # by kind
my %kills = (submit => 0, accept => 0, release => 0, backup => 0);
my ($early, $late) = (0, 0); # before and after the answer
my ($whole, $absent) = (0, 0); # what was killed before its answer: done all the same, or not
my (%acked, %accepted, %released);
my ($files, $names, $rounds) = (0, 0, 0);

# A file that is like no other: one country's table for a number of years.
sub make_file {
    my $name = "file" . ++$files . ".csv";
    open my $to, ">", $name or die;
    print $to "ref_area,source,indicator,sex,classif1,time,obs_value\n";
    my $area = ("MYS", "THA", "IDN", "PHL", "SGP")[rand 5];
    for my $year (1980 .. 1980 + int rand 45) {
        for my $c ("TOTAL", "IDN", "BGD", "PHL", "VNM", "KHM", "X") {
            printf $to "%s,XX:1,MST_NCTE_SEX_CCT_NB,SEX_%s,CCT_CTZ_%s,%d,%d\n", $area, $_, $c, $year,
                rand 1e6 for "T", "M", "F";
        }
    }
    close $to;
    return $name;
}

sub quietly {
    my @words = @_;
    my $pid = open(my $from, "-|") // die "fork: $!";
    if (!$pid) { open STDERR, ">&", \*STDOUT; exec $ilms, @words or die }
    local $/;
    my $out = <$from> // "";
    close $from;
    return ($?, $out);
}

# Runs a command and kills it `after` seconds later (undef: not at all); what it printed.
sub run {
    my ($after, @words) = @_;
    my $pid = open(my $from, "-|") // die "fork: $!";
    if (!$pid) { open STDERR, ">", "stderr"; exec $ilms, @words or die }
    if (defined $after) {
        select undef, undef, undef, $after;
        kill "KILL", $pid;
    }
    local $/;
    my $out = <$from> // "";
    close $from;
    return ($out, $? & 127);
}

# How long each kind of command takes here and now: the mean of the last runs that ended.
my %takes;

my $killed_early; # the last command was killed before it answered

sub strike {
    my ($kind, @words) = @_;
    my $after = rand(1.25 * ($takes{$kind} // 0.03));
    my ($out, $signal) = run($after, @words);
    $killed_early = $signal == 9 && $out !~ /\}\n\z/;
    if ($signal == 9) {
        $kills{$kind}++;
        $out =~ /\}\n\z/ ? $late++ : $early++;
    } else {
        # it was quicker than thought
        $takes{$kind} = 0.9 * ($takes{$kind} // 0.03) + 0.1 * $after;
        $takes{$kind} = 0.002 if $takes{$kind} < 0.002;
    }
    # killed before it had answered although most of its time was over: it takes longer
    $takes{$kind} = ($takes{$kind} // 0.03) * 1.1 if $signal == 9 && $out eq "" && $after > 0.9 * ($takes{$kind} // 0.03);
    return $out;
}

sub fault { my ($kind, $what) = @_; $trouble{$kind} //= "kill $kills{$kind} of $kind: $what" }

sub check_base {
    my ($kind) = @_;
    my ($code, $out) = quietly("doctor");
    fault($kind, "doctor: $out") if $code;
    ($code, $out) = quietly("submissions", "--json");
    fault($kind, "submissions: $out") if $code;
    my %state = $out =~ /"id":(\d+),"state":"(\w+)"/g;
    for (keys %acked)    { fault($kind, "submission $_ is gone") if !$state{$_} }
    for (keys %accepted) { fault($kind, "submission $_ is no longer accepted") if ($state{$_} // "gone") ne "accepted" }
    ($code, $out) = quietly("releases", "--json");
    my %obs = $out =~ /"name":"(\w+)".*?"observations":(\d+)/g;
    for (keys %released) { fault($kind, "release $_ is gone") if !defined $obs{$_} }
    return (\%state, \%obs);
}

my $submissions = 0;
sub start_anew {
    unlink glob "base.db*";
    unlink glob "file*.csv";
    %acked = %accepted = %released = ();
    $submissions = 0;
    my ($code, $out) = quietly("init");
    die $out if $code;
}

my $total = 0;
sub count { if ($killed_early) { $_[0] ? $whole++ : $absent++ } }
while ($total < $opt{"--kills"} && $rounds < 40 * $opt{"--kills"}) {
    # a base grows too large to be looked at hundreds of times
    start_anew() if $rounds++ % 40 == 0;
    my $kind = ("submit", "submit", "submit", "accept", "accept", "accept", "release", "release",
                "backup")[rand 9];
    my $before = $kills{$kind};
    my ($state, $obs) = ({}, {});
    if ($kind eq "submit") {
        my $out = strike("submit", "submit", "--json", make_file());
        $acked{$1} = 1 if $out =~ /^\{"id":(\d+),.*\}\n/;
        ($state, $obs) = check_base("submit");
        count(scalar(keys %$state) > $submissions);
    } elsif ($kind eq "accept") {
        my ($open) = grep { !$accepted{$_} } sort { $a <=> $b } keys %acked;
        if (!defined $open) {
            my ($out) = run(undef, "submit", "--json", make_file());
            ($open) = $out =~ /"id":(\d+)/;
            $acked{$open} = 1;
            $submissions++;
        }
        my $out = strike("accept", "accept", $open, "--allow", "kill", "--json");
        $accepted{$open} = 1 if $out =~ /"state":"accepted".*\}\n/;
        ($state, $obs) = check_base("accept");
        count($state->{$open} eq "accepted");
        $accepted{$_} = 1 for grep { $state->{$_} eq "accepted" } keys %$state;
    } elsif ($kind eq "release") {
        next if !%accepted;
        my $name = "r" . ++$names;
        my $out = strike("release", "release", $name, "--json");
        $released{$name} = 1 if $out =~ /"name":"$name".*\}\n/;
        ($state, $obs) = check_base("release");
        count(defined $obs->{$name});
        # whole or absent: all that is said to be in it can be read
        my ($code, $all) = quietly("query", "--release", $name, "--format", "ilostat");
        my $lines = ($all =~ tr/\n//) - 1;
        fault("release", "$name holds $lines of $obs->{$name} observations")
            if defined $obs->{$name} && ($code || $lines != $obs->{$name});
        fault("release", "$name is not there, but can be asked") if !defined $obs->{$name} && !$code;
    } else {
        unlink glob "copy.db*";
        strike("backup", "backup", "copy.db", "--json");
        if (-e "copy.db") {
            my ($code, $out) = quietly("--base", "copy.db", "doctor");
            fault("backup", "half a copy: $out") if $code;
        }
        ($state, $obs) = check_base("backup");
        count(-e "copy.db");
    }
    $submissions = keys %$state;
    $total += $kills{$kind} - $before;
}

printf "kill: %d kills (%s) in %d runs; %d before the answer (%d not done, %d done), %d after\n",
    $total, join(", ", map {"$kills{$_} of $_"} sort keys %kills), $rounds, $early, $absent, $whole,
    $late;
$trouble{submit} //= "only $total kills" if $total < $opt{"--kills"};
print "FAIL $trouble{$_}\n" for sort keys %trouble;
my $failed = keys %trouble;
printf "%d passed, %d failed\n", keys(%kills) - $failed, $failed;
exit($failed ? 1 : 0);
