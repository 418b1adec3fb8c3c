"""How do two letters that a font joins into one glyph become two glyphs that together look the same?

The first letter draws the whole pair, the second takes its part of the width and draws nothing. Each is exchanged by
itself, seen beside the other, so that every glyph still stands for one letter (OpenType, contextual substitution).
"""

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass

from fontTools.otlLib.builder import buildCoverage
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables import otTables
from fontTools.ttLib.tables._g_l_y_f import Glyph, GlyphComponent

BASE_GLYPH = 1
LIGATURE_MARKS = 5
# In thousandths of the type's size: readers of PDF take wider gaps inside a word for spaces (أكثر has one).
WIDEST_GAP = 95


@dataclass(frozen=True)
class Pair:
    """Two letters that the font joins: their glyphs, and the glyph that draws both."""

    first: str
    second: str
    joined: str

    @property
    def lead(self) -> str:
        return f"{self.joined}.lead"

    @property
    def trail(self) -> str:
        return f"{self.joined}.trail"


def part_joined_letters(font: TTFont) -> None:
    """Give every letter of a required ligature a glyph of its own."""
    (joining,) = _lookups(font, "GSUB", "rlig")
    pairs = _list_pairs(joining)
    shortened = _list_shortened(font, pairs)
    for pair in [*pairs, *shortened]:
        _add_glyphs(font, pair)
    font.getReverseGlyphMap(rebuild=True)
    _join_in_two(font, joining, pairs)
    _shorten_in_two(font, pairs, shortened)
    _place_alike(font, [*pairs, *shortened])


def close_gaps(font: TTFont) -> None:
    """Let no letters stand so far apart that a reader takes the gap for a space."""
    for lookup in _lookups(font, "GPOS", "kern"):
        for value in filter(None, _distances(lookup)):
            for name in ("XAdvance", "XPlacement"):
                if getattr(value, name, 0) > WIDEST_GAP:
                    setattr(value, name, WIDEST_GAP)


def _distances(lookup: otTables.Lookup) -> Iterator[otTables.ValueRecord]:
    for subtable in lookup.SubTable:
        if subtable.Format == 1:
            yield from (record.Value1 for kept in subtable.PairSet for record in kept.PairValueRecord)
        else:
            yield from (record.Value1 for row in subtable.Class1Record for record in row.Class2Record)


def _lookups(font: TTFont, table: str, feature: str) -> list[otTables.Lookup]:
    whole = font[table].table
    found = [each.Feature.LookupListIndex for each in whole.FeatureList.FeatureRecord if each.FeatureTag == feature]
    return [whole.LookupList.Lookup[index] for index in sorted({index for each in found for index in each})]


def _list_pairs(joining: otTables.Lookup) -> list[Pair]:
    return [
        Pair(first, *ligature.Component, ligature.LigGlyph)
        for subtable in joining.SubTable
        for first, ligatures in subtable.ligatures.items()
        for ligature in ligatures
    ]


def _list_shortened(font: TTFont, pairs: list[Pair]) -> list[Pair]:
    """Which pairs have a second form, taken before a letter that reaches under them?"""
    shorter = _find_shortening(font)[1].SubTable[0].mapping
    return [Pair(pair.first, pair.second, shorter[pair.joined]) for pair in pairs if pair.joined in shorter]


def _find_shortening(font: TTFont) -> tuple[otTables.ChainContextSubst, otTables.Lookup]:
    """The rule that shortens, which is the first of contextual alternates, and the substitution it applies."""
    rule = _lookups(font, "GSUB", "calt")[0].SubTable[0]
    return rule, font["GSUB"].table.LookupList.Lookup[rule.SubstLookupRecord[0].LookupListIndex]


def _add_glyphs(font: TTFont, pair: Pair) -> None:
    """Two glyphs that together take the place of the joined one; read from the right, the second stands left."""
    glyphs, widths = font["glyf"], font["hmtx"]
    width, bearing = widths[pair.joined]
    taken = _width_of_trail(font, pair)
    drawing = GlyphComponent()
    drawing.glyphName, drawing.x, drawing.y, drawing.flags = pair.joined, -taken, 0, 0
    lead = Glyph()
    lead.numberOfContours, lead.components = -1, [drawing]
    glyphs[pair.lead], widths[pair.lead] = lead, (width - taken, bearing - taken)
    glyphs[pair.trail], widths[pair.trail] = Glyph(), (taken, 0)
    classes = font["GDEF"].table.GlyphClassDef.classDefs
    classes[pair.lead] = classes[pair.trail] = BASE_GLYPH


def _width_of_trail(font: TTFont, pair: Pair) -> int:
    widths = font["hmtx"]
    first, second = widths[pair.first][0], widths[pair.second][0]
    return round(widths[pair.joined][0] * second / (first + second))


def _in_order(font: TTFont, glyphs: list[str]) -> list[str]:
    return sorted(glyphs, key=font.getGlyphID)


def _add_single(font: TTFont, flags: int, mapping: dict[str, str]) -> int:
    lookups = font["GSUB"].table.LookupList
    subtable = otTables.SingleSubst()
    subtable.mapping = mapping
    lookup = otTables.Lookup()
    lookup.LookupType, lookup.LookupFlag, lookup.SubTable, lookup.SubTableCount = 1, flags, [subtable], 1
    lookups.Lookup.append(lookup)
    lookups.LookupCount = len(lookups.Lookup)
    return len(lookups.Lookup) - 1


def _at(place: int, lookup: int) -> otTables.SubstLookupRecord:
    record = otTables.SubstLookupRecord()
    record.SequenceIndex, record.LookupListIndex = place, lookup
    return record


def _join_in_two(font: TTFont, joining: otTables.Lookup, pairs: list[Pair]) -> None:
    """In place of one ligature: each of the two letters is exchanged by itself, seen beside the other."""
    flags = joining.LookupFlag
    firsts, seconds = dict.fromkeys(pair.first for pair in pairs), dict.fromkeys(pair.second for pair in pairs)
    leads = {
        second: _add_single(font, flags, {pair.first: pair.lead for pair in pairs if pair.second == second})
        for second in seconds
    }
    trails = {
        first: _add_single(font, flags, {pair.second: pair.trail for pair in pairs if pair.first == first})
        for first in firsts
    }
    subtable = otTables.ChainContextSubst()
    subtable.Format = 1
    subtable.Coverage = buildCoverage(firsts, font.getReverseGlyphMap())
    subtable.ChainSubRuleSet = []
    for first in subtable.Coverage.glyphs:
        rules = otTables.ChainSubRuleSet()
        rules.ChainSubRule = [_rule(pair, leads[pair.second], trails[first]) for pair in pairs if pair.first == first]
        subtable.ChainSubRuleSet.append(rules)
    joining.LookupType, joining.SubTable, joining.SubTableCount = 6, [subtable], 1


def _rule(pair: Pair, lead: int, trail: int) -> otTables.ChainSubRule:
    rule = otTables.ChainSubRule()
    rule.Backtrack, rule.Input, rule.LookAhead = [], [pair.second], []
    rule.SubstLookupRecord = [_at(0, lead), _at(1, trail)]
    return rule


def _shorten_in_two(font: TTFont, pairs: list[Pair], shortened: list[Pair]) -> None:
    """Where the joined glyph was shortened or looked at, its two glyphs are."""
    glyph_map = font.getReverseGlyphMap()
    shorter = {pair.first + pair.second: pair for pair in shortened}
    rule, substitution = _find_shortening(font)
    taken = [pair for pair in pairs if pair.first + pair.second in shorter]
    for pair in taken:
        short = shorter[pair.first + pair.second]
        substitution.SubTable[0].mapping |= {pair.lead: short.lead, pair.trail: short.trail}
    in_two = deepcopy(rule)
    in_two.InputCoverage = [
        buildCoverage([pair.lead for pair in taken], glyph_map),
        buildCoverage([pair.trail for pair in taken], glyph_map),
    ]
    in_two.SubstLookupRecord = [_at(place, rule.SubstLookupRecord[0].LookupListIndex) for place in (0, 1)]
    (contexts,) = _lookups(font, "GSUB", "calt")
    trail = {pair.joined: pair.trail for pair in [*pairs, *shortened]}
    for subtable in contexts.SubTable:
        for coverage in subtable.BacktrackCoverage:
            found = coverage.glyphs
            coverage.glyphs = _in_order(font, [*found, *(trail[glyph] for glyph in found if glyph in trail)])
    contexts.SubTable.insert(1, in_two)
    contexts.SubTableCount = len(contexts.SubTable)


def _place_alike(font: TTFont, pairs: list[Pair]) -> None:
    """Marks sit on each letter as they sat on its part of the joined glyph, and neighbours keep their distance."""
    for lookup in _lookups(font, "GPOS", "mark"):
        for subtable in lookup.SubTable:
            if subtable.LookupType == LIGATURE_MARKS:
                _place_marks(font, subtable, pairs)
    for lookup in _lookups(font, "GPOS", "kern"):
        for subtable in lookup.SubTable:
            if subtable.Format == 1:
                _keep_distance_of_pairs(font, subtable, pairs)
            else:
                _keep_distance_of_classes(font, subtable, pairs)


def _place_marks(font: TTFont, subtable: otTables.MarkLigPos, pairs: list[Pair]) -> None:
    attached = dict(zip(subtable.LigatureCoverage.glyphs, subtable.LigatureArray.LigatureAttach, strict=True))
    for pair in pairs:
        on_lead, on_trail = deepcopy(attached[pair.joined]), deepcopy(attached[pair.joined])
        on_lead.ComponentRecord, on_trail.ComponentRecord = on_lead.ComponentRecord[:1], on_trail.ComponentRecord[1:]
        for anchor in filter(None, on_lead.ComponentRecord[0].LigatureAnchor):
            anchor.XCoordinate -= _width_of_trail(font, pair)
        for attachment in (on_lead, on_trail):
            attachment.ComponentCount = 1
        attached |= {pair.lead: on_lead, pair.trail: on_trail}
    subtable.LigatureCoverage.glyphs = list(attached)
    subtable.LigatureArray.LigatureAttach = list(attached.values())
    subtable.LigatureArray.LigatureCount = len(attached)


def _keep_distance_of_pairs(font: TTFont, subtable: otTables.PairPos, pairs: list[Pair]) -> None:
    sets = dict(zip(subtable.Coverage.glyphs, subtable.PairSet, strict=True))
    lead = {pair.joined: pair.lead for pair in pairs}
    for kept in sets.values():
        for record in [each for each in kept.PairValueRecord if each.SecondGlyph in lead]:
            copy = deepcopy(record)
            copy.SecondGlyph = lead[record.SecondGlyph]
            kept.PairValueRecord.append(copy)
        kept.PairValueRecord.sort(key=lambda record: font.getGlyphID(record.SecondGlyph))
        kept.PairValueCount = len(kept.PairValueRecord)
    sets |= {pair.trail: deepcopy(sets[pair.joined]) for pair in pairs if pair.joined in sets}
    subtable.Coverage.glyphs, subtable.PairSet = list(sets), list(sets.values())
    subtable.PairSetCount = len(sets)


def _keep_distance_of_classes(font: TTFont, subtable: otTables.PairPos, pairs: list[Pair]) -> None:
    befores, afters, covered = subtable.ClassDef1.classDefs, subtable.ClassDef2.classDefs, subtable.Coverage.glyphs
    trails = [pair.trail for pair in pairs if pair.joined in covered]
    subtable.Coverage.glyphs = _in_order(font, [*covered, *trails])
    for pair in pairs:
        if pair.joined in befores:
            befores[pair.trail] = befores[pair.joined]
        if pair.joined in afters:
            afters[pair.lead] = afters[pair.joined]
