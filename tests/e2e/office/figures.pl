#!/usr/bin/perl
# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The ILMS authors
#
# figures.pl SEED SHEET... <CELLS: figures of chance for sheets of a questionnaire, as orders for
# tests/cases/fill, one a line. CELLS is what cells.pl says of the empty form. They add up over
# sex and over both classifications, but for every tenth or so, which is a little off, far off
# or missing; each year has other decimals.
use strict;
use warnings;

my ($seed, @sheets) = @ARGV;
my %wanted = map { $_ => 1 } @sheets;
my (%codes, %years);
while (<STDIN>) {
    chomp;
    my ($sheet, $cell, $value) = split /\t/;
    my ($column, $row) = $cell =~ /^([A-Z]+)(\d+)$/ or next;
    next if !$wanted{$sheet};
    $years{$sheet}{$column} = 1 if $row == 1 && $value =~ /^value /;
    next if $column ne 'A';
    $codes{$sheet}{$row} = $1        if $value =~ /^figure (.*)/;
    $codes{$sheet}{$row} = "$2-$1" if $value =~ /^slot (\d+) (.*)/;
}

# A generator of our own, so that the figures are the same everywhere.
sub chance { $seed = ($seed * 1103515245 + 12345) % 2147483648; int($seed / 65536) % $_[0] }

for my $sheet (@sheets) {
    my $decimals = 0;
    for my $column (sort keys %{ $years{$sheet} }) {
        my @rows = sort { $a <=> $b } keys %{ $codes{$sheet} };
        my %leaf = map { $_ => 1 + chance(5000) } grep { !/SEX_T|_TOTAL/ } map { $codes{$sheet}{$_} } @rows;
        for my $row (@rows) {
            my $parts = join ' ', map { /SEX_T/ ? 'SEX_[FM]' : /_TOTAL$/ ? '\S+' : quotemeta }
                split / /, $codes{$sheet}{$row};
            my $value = 0;
            $value += $leaf{$_} for grep { /^$parts$/ } keys %leaf;
            my $fault = chance(30);
            if ($fault == 0) {
                print "$sheet!$column$row=\n";
                next;
            }
            $value += chance(9) - 4 if $fault == 1;
            $value += chance(2000) if $fault == 2;
            printf "%s!%s%d=%.*f\n", $sheet, $column, $row, $decimals, ($value < 0 ? 0 : $value) / 10**$decimals;
        }
        $decimals = $decimals == 0 ? 1 : 3;
    }
}
