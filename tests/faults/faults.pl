#!/usr/bin/perl
# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The ILMS authors
#
# faults.pl [--ilms FILE] [--step N]: every command with the first, second, third ... call to the database
# made to fail (ILMS_DB_FAIL), until it succeeds; every N-th (1) of all commands but the first, each beginning with another one.
# Each time it has to end with a sentence and a code, never a crash, and the base has to be as it was before: whole, and without
# half of what was being done. One test per command.
use strict;
use warnings;
use Cwd qw(abs_path);
use File::Basename qw(dirname);
use File::Temp qw(tempdir);

my $repo = abs_path(dirname(abs_path($0)) . "/../..");
my %opt = ("--ilms" => "$repo/build/ilms", "--step" => 1, @ARGV);
my $ilms = abs_path($opt{"--ilms"});
my $dir = tempdir("ilms-faults-XXXXXX", TMPDIR => 1, CLEANUP => 1);
# copies: the program may be built anew meanwhile. The one that is tried may be a slow one with
# sanitizers; the plain one is quick to look at what it left.
my $plain = -x "$repo/build/ilms" ? "$repo/build/ilms" : $ilms;
system("cp", $ilms, "$dir/ilms") == 0 && system("cp", $plain, "$dir/plain") == 0 or die;
($ilms, $plain) = ("$dir/ilms", "$dir/plain");
chdir $dir or die;
%ENV = (%ENV, ILMS_NOW => "2026-01-15T10:00:00Z", ILMS_USER => "tester", LC_ALL => "C.UTF-8");
delete $ENV{ILMS_BASE};

my ($passed, $failed, $commands) = (0, 0, 0);

sub run {
    my ($fail, @words) = @_;
    local $ENV{ILMS_DB_FAIL} = $fail if $fail;
    open my $to, ">", "words.sh" or die;
    print $to "exec ", join(" ", map { s/'/'\\''/gr =~ s/.*/'$&'/sr } $fail ? $ilms : $plain, @words), "\n";
    close $to;
    my $out = `timeout 60 sh words.sh 2>&1`;
    return ($? & 127 ? 128 + ($? & 127) : $? >> 8, $out);
}

# All that is in a base, and that its pages are whole. Refused tries stand in the audit log and nowhere
# else; what is the same as before needs no doctor.
sub look {
    my $all = `sqlite3 $_[0] "PRAGMA integrity_check" .dump 2>&1`;
    $all =~ s/^INSERT INTO sys_audit VALUES.*\n//mg;
    return $all;
}

sub copy_base {
    unlink glob "try.db*";
    system("cp", $_[0], "try.db") == 0 or die;
}

# Commands that change the base are tried on a copy; those that only look, on it itself.
sub each_failure {
    my ($name, $base, @words) = @_;
    my $two = $words[0] . " " . ($words[1] // "");
    my $writes = $two =~ /^(submit|return|accept|release|correct|pull) |^user (add|disable|token)$|^(share set|round open|source import|report publish|report withdraw)$/;
    my $before = $writes ? look($base) : "";
    # by the first the opening of a base is seen to fail at every call, which is the same for all
    my $step = $commands ? $opt{"--step"} : 1;
    my ($n, $tried, %trouble) = ($commands++ % $step + 1 - $step, 0);
    while (($n += $step) < 3000) {
        copy_base($base) if $writes;
        my ($code, $out) = run($n, "--base", $writes ? "try.db" : $base, @words);
        # each kind of trouble is told once, with the first call that makes it
        my $trouble = sub { $trouble{$_[0]} //= "call $n: $_[0]: $_[1]" };
        $trouble->("a sanitizer speaks", $out) if $out =~ /Sanitizer|runtime error/;
        last if $code == 0;
        $tried++;
        $trouble->("ended with $code", $out) if $code >= 128 || $code == 1;
        $trouble->("no sentence", $out) if $out !~ /^ilms: .*\w/m;
        next if !$writes;
        next if look("try.db") eq $before;
        my ($doctor, $faults) = run(0, "--base", "try.db", "doctor");
        $trouble->("the base has changed", $doctor ? $faults : "and doctor finds nothing wrong with it");
    }
    $trouble{end} = "still fails after $n calls" if $n >= 3000;
    rename "try.db", "after.db" if $writes;
    print "  $name: $tried calls made to fail\n" if $ENV{VERBOSE};
    print "FAIL $name, $_\n" for values %trouble;
    %trouble ? $failed++ : $passed++;
}

sub must { my ($code, $out) = run(0, @_); die "@_: $out" if $code }

must("--base", "new.db", "init");
open my $bad, ">", "bad.csv" or die;
print $bad "ref_area,source,indicator,sex,classif1,time,obs_value\n";
print $bad "MYS,BA:544,MST_NCTE_SEX_CCT_NB,$_,2020,7\n" for "SEX_T,CCT_CTZ_TOTAL",
    "SEX_M,CCT_CTZ_TOTAL", "SEX_F,CCT_CTZ_TOTAL", "SEX_F,CCT_CTZ_IDN", "SEX_X,CCT_CTZ_IDN";
close $bad;

each_failure("submit a fine file", "new.db", "submit", "$repo/tests/data/good.csv");
each_failure("submit a file with findings", "new.db", "submit", "--quiet", "bad.csv");
rename "after.db", "submitted.db";
each_failure("return", "submitted.db", "return", "1", "--reason", "x");
each_failure("accept with errors", "submitted.db", "accept", "1", "--allow", "known");
rename "after.db", "accepted.db";
each_failure("release", "accepted.db", "release", "one");
rename "after.db", "released.db";
each_failure("release the same again", "released.db", "release", "two", "--embargo", "2027-01-01");
each_failure("the same file again", "released.db", "submit", "--quiet", "bad.csv");
my @table = ("--country", "MYS", "--table", "MST_NCTE_SEX_CCT_NB", "--ground", "a law");
each_failure("share set", "released.db", "share", "set", @table, "--audience", "members");
rename "after.db", "shared.db";
each_failure("share set again", "shared.db", "share", "set", @table, "--audience", "office", "--until", "2099-01-01");
each_failure("release what is limited", "shared.db", "release", "limited");
rename "after.db", "limited.db";
my @plan = ("release", "plan", "next", "--date", "2026-03-01", "--what", "figures of 2025");
each_failure("release plan", "released.db", @plan);
rename "after.db", "planned.db";
each_failure("release plan again", "planned.db", @plan);
each_failure("release what was planned", "planned.db", "release", "next");
each_failure("release unplan", "planned.db", "release", "unplan", "next");
each_failure("releases, one planned", "planned.db", "releases");
my @report = ("report", "publish", "one", "report.pdf", "--release", "1", "--language", "en", "--title", "T");
open(my $pdf, ">", "report.pdf") or die;
print $pdf "%PDF-1.7\n";
close($pdf);
each_failure("report publish", "released.db", @report);
rename "after.db", "published.db";
each_failure("report withdraw", "published.db", "report", "withdraw", "one", "--reason", "a test");
each_failure("report list", "published.db", "report", "list");

# Figures of others: the first import of a vintage, one that adds to it, and looking at it.
my @others = ("source", "import", "--quiet", "--map", "$repo/tests/data/collections/stock.map");
each_failure("source import", "new.db", @others, "$repo/tests/data/collections/men.csv");
rename "after.db", "others.db";
each_failure("source import again", "others.db", @others, "$repo/tests/data/collections/women.csv");
rename "after.db", "more.db";
each_failure("@$_", "more.db", @$_) for ["source", "collections"], ["source", "collection", "TEST_STOCK"],
    ["query", "--quiet", "--collection", "TEST_STOCK"];

my @sokha = ("user", "add", "sokha", "--role", "specialist", "--country", "KHM", "--email", "sokha\@mol.gov.kh");
each_failure("user add", "new.db", @sokha);
rename "after.db", "user.db";
each_failure("user token", "user.db", "user", "token", "sokha", "--name", "script");
each_failure("user disable", "user.db", "user", "disable", "sokha");
each_failure("@$_", "user.db", @$_) for ["user", "list"], ["user", "tokens", "sokha"], ["mail", "list"];

# A round: opened, corrected, decided table by table, looked at.
my $table = "MST_NCTE_SEX_CCT_NB";
each_failure("round open", "user.db", "round", "open", "r", "--deadline", "2026-11-30", "--tables", $table,
             "--countries", "MYS");
rename "after.db", "round.db";
must("--base", "round.db", "submit", "--quiet", "bad.csv", "--round", "r");
each_failure("round status", "round.db", "round", "status", "r", "--country", "MYS");
each_failure("correct", "round.db", "correct", "1", "--set", "$table/MYS.SEX_T.CCT_CTZ_TOTAL/2020=14");
each_failure("accept one table", "round.db", "accept", "1", "--table", $table, "--allow", "known");

# Another service is asked, once for what is new and once for what has not changed.
my $stand_in;
END { kill TERM => $stand_in if $stand_in }
if (system("command -v python3 >/dev/null") == 0) {
    defined($stand_in = fork) or die;
    exec("python3", "$repo/tests/e2e/stand_in.py", $dir) or die if !$stand_in;
    for (1 .. 400) { last if -s "port"; select undef, undef, undef, 0.05 }
    open my $port, "<", "port" or die "the stand-in does not start";
    my $url = "http://127.0.0.1:" . <$port> . "/fine/rest/data/DF_MST_NCTE_SEX_CCT_NB/THA.A...?startPeriod=2018";
    each_failure("pull", "new.db", "pull", $url, "--quiet");
    rename "after.db", "pulled.db";
    each_failure("pull what has not changed", "pulled.db", "pull", $url, "--quiet");
    each_failure("pull list", "pulled.db", "pull", "list");
} else {
    print "skip faults: there is no python3 to pull from\n";
}

# What only looks: a sentence each time, and never an answer that is only half one.
for my $words (["submissions"], ["findings"], ["releases"], ["audit"], ["doctor"], ["query"],
               ["query", "--available"], ["diff", "1", "1"],
               ["explain", "one", "DF_MST_NCTE_SEX_CCT_NB/MYS.A..SEX_T.CCT_CTZ_TOTAL"]) {
    each_failure("@$words", "released.db", @$words);
}
for my $words (["query", "--audience", "office"], ["query"], ["diff", "1", "2", "--audience", "members"], ["doctor"],
               ["share", "list"], ["share", "log", "--country", "MYS"]) {
    each_failure("@$words, limited", "limited.db", @$words);
}
{
    my ($n, $trouble) = (0, "");
    while ($trouble eq "" && ++$n < 3000) {
        unlink glob "fresh.db*";
        my ($code, $out) = run($n, "--base", "fresh.db", "init");
        last if $code == 0;
        $trouble = "ended with $code: $out" if $code >= 128 || $out !~ /^ilms: /m;
        $trouble = "half a base is left" if glob "fresh.db*";
    }
    if ($trouble ne "") { print "FAIL init, call $n: $trouble\n"; $failed++ }
    else                { $passed++ }
}
print "$passed passed, $failed failed\n";
exit($failed ? 1 : 0);
