#!/usr/bin/perl
# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The ILMS authors
#
# figures FILE.xlsx: the filled cells of figures of a questionnaire as "SHEET!CELL=VALUE", one a
# line, by the keys in its hidden row and column (src/model/form.h). Of a workbook as
# `ilms questionnaire write` makes it, which tests/cases/fill can then change.
use strict;
use warnings;
use IO::Uncompress::Unzip qw($UnzipError);

my ($in) = @ARGV or die "usage: figures FILE.xlsx\n";
my %part;
my $unzip = IO::Uncompress::Unzip->new($in) or die "$in: $UnzipError\n";
for (my $more = 1; $more > 0; $more = $unzip->nextStream) {
    local $/;
    $part{$unzip->getHeaderInfo->{Name}} = <$unzip>;
}
my @strings = map { join '', /<t[^>]*>([^<]*)<\/t>/g } $part{'xl/sharedStrings.xml'} =~ /<si>(.*?)<\/si>/gs;
my %target;
$target{$1} = $2 while $part{'xl/_rels/workbook.xml.rels'} =~ /Id="(\w+)"[^>]*Target="([^"]+)"/g;
while ($part{'xl/workbook.xml'} =~ /<sheet name="([^"]+)"[^>]*r:id="(\w+)"/g) {
    my ($name, $xml) = ($1, $part{"xl/$target{$2}"});
    my %values;
    while ($xml =~ /<row r="(\d+)"[^>]*>(.*?)<\/row>/gs) {
        my ($row, $cells, $key) = ($1, $2, '');
        while ($cells =~ /<c r="([A-Z]+)\d+"[^>]*?(?: t="(\w+)")?(?:\/>|>(?:<v>([^<]*)<\/v>)?<\/c>)/g) {
            my ($column, $type, $value) = ($1, $2 // '', $3 // '');
            my $text = $type eq 's' ? $strings[$value] : '';
            $values{$column} = 1 if $row == 1 && $text =~ /^value \d/;
            $key = $text if $column eq 'A';
            print "$name!$column$row=$value\n"
                if $values{$column} && $key =~ /^(figure|slot) / && $type eq '' && $value ne '';
        }
    }
}
