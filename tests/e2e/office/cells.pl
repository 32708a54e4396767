#!/usr/bin/perl
# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The ILMS authors
#
# cells.pl FILE.xlsx: a line "sheet, tab, cell, tab, value" for every cell that shows something,
# as the program that saved the file last computed it. It shares no code with what it tests.
use strict;
use warnings;
use IO::Uncompress::Unzip qw($UnzipError);

my %part;
my $unzip = IO::Uncompress::Unzip->new($ARGV[0]) or die "$ARGV[0]: $UnzipError\n";
for (my $more = 1; $more > 0; $more = $unzip->nextStream) {
    local $/;
    $part{$unzip->getHeaderInfo->{Name}} = <$unzip>;
}

sub plain {
    my $s = shift;
    $s =~ s/&lt;/</g; $s =~ s/&gt;/>/g; $s =~ s/&quot;/"/g; $s =~ s/&apos;/'/g; $s =~ s/&#(9|10|13);/chr $1/ge; $s =~ s/&amp;/&/g;
    $s =~ s/[\t\n]/ /g;
    $s;
}
sub texts { join '', map { plain($_) } $_[0] =~ m{<t(?: [^>]*)?>(.*?)</t>}gs }

my @strings = map { texts($_) } ($part{'xl/sharedStrings.xml'} // '') =~ m{<si>(.*?)</si>}gs;
my %target;
while ($part{'xl/_rels/workbook.xml.rels'} =~ /<Relationship ([^>]*)>/g) {
    my $r = $1;
    my ($id) = $r =~ /Id="(\w+)"/;
    my ($file) = $r =~ /Target="(?:\/?xl\/)?([^"]+)"/;
    $target{$id} = "xl/$file";
}
while ($part{'xl/workbook.xml'} =~ /<sheet ([^>]*)>/g) {
    my $s = $1;
    my ($name) = $s =~ /name="([^"]*)"/;
    my ($id) = $s =~ /r:id="(\w+)"/;
    my $xml = $part{$target{$id}} // die "no sheet $name\n";
    while ($xml =~ m{<c r="([A-Z]+\d+)"([^>]*?)(?:/>|>(.*?)</c>)}gs) {
        my ($cell, $attributes, $inside) = ($1, $2, $3 // '');
        my ($v) = $inside =~ m{<v>(.*?)</v>}s;
        my $value = $attributes =~ /t="s"/ ? $strings[$v] : defined $v ? plain($v) : texts($inside);
        print plain($name), "\t$cell\t$value\n" if $value ne '';
    }
}
