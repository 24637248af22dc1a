"""The command that charts a series: as text, as data and as a picture."""

from __future__ import annotations

import json
import struct
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest

from tests.support.commands import refused, xlbcf
from tests.support.series import monthly

STEADY = ["9", "11"] * 6
KEYS = ["points", "variation_icon", "assurance_icon", "rules", "short_series"]
POINT_KEYS = {
    *("date", "value", "mean", "lpl", "upl", "point_type", "special_cause_type"),
    *("outside_limits", "close_to_limits", "relative_to_mean", "rebase_group"),
}


@pytest.fixture
def series(tmp_path):
    """Writes a monthly series of values and returns its file."""

    def write(values: Iterable[object], name: str = "delays.csv") -> Path:
        values = list(values)
        rows = [f"{day},{value}" for day, value in zip(monthly(len(values)), values, strict=True)]
        return written(tmp_path / name, "date,value", *rows)

    return write


def written(path: Path, *lines: str) -> Path:
    """A file of these lines."""
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


class TestData:
    def test_it_has_the_keys_that_programs_rely_on_and_no_others(self, series):
        plain = xlbcf("spc", series([*STEADY, "20"]), "--json").plain
        assert list(plain) == KEYS
        assert all(set(point) == POINT_KEYS for point in plain["points"])

    def test_it_says_what_the_chart_says(self, series):
        path = series([*STEADY, "20"])
        plain = xlbcf("spc", path, "--polarity", "low", "--target", 3, "--fix", 12, "--json").plain
        assert plain["points"][-1] == {
            "date": "2023-04-01",
            "value": 20.0,
            "mean": 10.0,
            "lpl": pytest.approx(4.68),
            "upl": pytest.approx(15.32),
            "point_type": "special_cause_concern",
            "special_cause_type": "Above UCL",
            "outside_limits": True,
            "close_to_limits": False,
            "relative_to_mean": 1,
            "rebase_group": 0,
        }
        assert plain["variation_icon"] == "concern_high"
        assert plain["assurance_icon"] == "fail"
        assert plain["rules"] == "mdc"
        assert plain["short_series"] is False

    def test_a_missing_value_is_null_and_a_short_series_says_so(self, series):
        plain = xlbcf("spc", series(["1", "", "n/a", "2"]), "--json").plain
        assert [point["value"] for point in plain["points"]] == [1.0, None, None, 2.0]
        assert plain["points"][1]["outside_limits"] is None
        assert plain["short_series"] is True
        assert plain["assurance_icon"] is None

    def test_rebase_dates_may_be_given_as_people_write_them(self, series):
        path = series([*STEADY, *STEADY, *STEADY])
        rebased = ["--rebase", "01/04/2023", "--rebase", "2024-25 Q1"]
        plain = xlbcf("spc", path, *rebased, "--json").plain
        groups = [point["rebase_group"] for point in plain["points"]]
        assert groups == [0] * 12 + [1] * 12 + [2] * 12

    def test_screening_can_be_left_out(self, series):
        path = series([*STEADY, "60"])
        screened, kept = (
            xlbcf("spc", path, *words, "--json").plain["points"][0]["upl"]
            for words in ([], ["--no-screen"])
        )
        assert screened < kept

    def test_the_excel_rules_are_named_with_their_lengths(self, series):
        path = series([*STEADY, *["9"] * 6])
        words = ["--fix", 12, "--rules", "mdc_excel", "--json"]
        assert xlbcf("spc", path, *words).plain["rules"] == "mdc_excel"
        six = xlbcf("spc", path, *words, "--shift", 6).plain
        assert six["rules"] == "mdc_excel (shift 6, trend 7)"
        assert six["points"][-1]["special_cause_type"] == "6 Points Below CL"

    def test_a_baseline_longer_than_the_series_is_not_said_to_have_been_taken(self, series):
        path = series(STEADY)
        assert "limits from the first 12 points;" in xlbcf("spc", path, "--fix", 12).out
        longer = xlbcf("spc", path, "--fix", len(STEADY) + 1).out
        told = (
            f"limits from all points, which are fewer than the first {len(STEADY) + 1} asked for;"
        )
        assert told in longer

    def test_limits_can_be_held_within_what_is_possible(self, series):
        path = series(["10%", "90%", "20%", "80%"])
        plain = xlbcf("spc", path, "--lowest", "0%", "--highest", "100%", "--json").plain
        assert (plain["points"][0]["lpl"], plain["points"][0]["upl"]) == (0.0, 1.0)

    def test_a_percentage_is_a_fraction_and_its_target_carries_the_sign_too(self, series):
        path = series(["92%", "93.5%"] * 7)
        plain = xlbcf("spc", path, "--polarity", "high", "--target", "99%", "--json").plain
        assert plain["points"][1]["value"] == 0.935
        assert plain["assurance_icon"] == "fail"


class TestText:
    def test_it_is_a_table_and_a_sentence_each_for_variation_and_assurance(self, series):
        path = series([*STEADY, "20"])
        out = xlbcf("spc", path, "--polarity", "low", "--target", "8").out
        assert "2023-04-01   20.0  10.8    5.4   16.1  Above UCL: concern" in out.splitlines()
        assert "Variation: concern; the latest point is higher or rising" in out
        assert "Assurance: hit or miss; the target of 8.0 is not beyond the limits" in out
        assert "Rules: mdc (shift of 7, trend of 7; outlying moving ranges screened out;" in out
        assert "SPC07" not in out

    @pytest.mark.parametrize(
        ("words", "sentence"),
        [
            (["--target", 20, "--polarity", "low"], "Assurance: consistently passing;"),
            (["--target", 20, "--polarity", "high"], "Assurance: consistently failing;"),
            (["--target", 20], "Assurance: none, because nothing says which side"),
            ([], "Assurance: none, because there is no target."),
        ],
    )
    def test_assurance_says_why(self, series, words, sentence):
        assert sentence in xlbcf("spc", series(STEADY), *words).out

    def test_a_short_series_is_told_that_it_is_and_what_to_do_instead(self, series):
        out = xlbcf("spc", series(STEADY)).out
        assert "SPC07 note" in out
        assert "the series has 12 of the 13 points" in out
        assert "confidence intervals" in out

    def test_each_short_group_is_told_by_its_first_date(self, series):
        out = xlbcf("spc", series([*STEADY, "9", "11", "9"]), "--rebase", "2023-05-01").out
        assert "the group from 2023-05-01 on has 2 of the 13 points" in out
        assert out.count("SPC07") == 1
        assert "(rebased from here)" in out

    def test_numbers_are_shown_as_they_were_written_with_one_decimal_more(self, series):
        assert "92.00%" in xlbcf("spc", series(["92.0%", "93.5%"])).out
        assert "£1,200.0" in xlbcf("spc", series(['"£1,200"', "£900"])).out
        assert "−5.00" in xlbcf("spc", series(["-5.0", "1.5"])).out


class TestSeriesFiles:
    @pytest.mark.parametrize(
        "lines",
        [
            ["date;value", "2024-04-01;5", "2024-05-01;7"],
            ["Delays in Rutland", "", "place,Date,VALUE", "x,01/04/2024,5", "", "x,01/05/2024,7"],
            ["date,value", "Apr 2024,5", "May 2024,7"],
            ["date\tvalue", "1 April 2024\t5", "01-May-2024\t7"],
            ["date,value", "1/4/2024 00:00,5", "2024-5-1,7"],
            ["date,value", "2024-04,5", "2024-05,7"],
            ["value,date", "7,2024-05-01 00:00:00", "5,2024-04-01T00:00:00"],
        ],
    )
    def test_many_ways_of_writing_a_series_are_read_alike(self, tmp_path, lines):
        plain = xlbcf("spc", written(tmp_path / "series.csv", *lines), "--json").plain
        found = [(point["date"], point["value"]) for point in plain["points"]]
        assert found == [("2024-04-01", 5.0), ("2024-05-01", 7.0)]

    @pytest.mark.parametrize(
        ("lines", "code", "line", "told"),
        [
            (["date,value", "2024-04-01,many"], "FIG04", ":2", "many"),
            (["date,value", "2024-04-01,5", "31/02/2024,5"], "SPC01", ":3", "31/02/2024"),
            (["date,value", "31 Feb 2024,5"], "SPC01", ":2", "31 Feb 2024"),
            (["date,value", "1 Smarch 2024,5"], "SPC01", ":2", "Smarch"),
            (["date,value", "1/4/24,5"], "SPC01", ":2", "1/4/24"),
            (["date,value", "0000-01,5"], "SPC01", ":2", "0000-01"),
            (["date,value", "2024-04-01,5", ",6"], "SPC01", ":3", "empty"),
            (["date,value", "2024-04-01,5", "01/04/2024,"], "SPC02", ":3", "2024-04-01"),
            (["date,value", "2024-04-01,95%", "2024-05-01,0.9"], "SPC06", ":3", "0.9"),
            (["date,value", "2024-04-01,1,200"], "FIG16", ":2", "3"),
            (["date,value"], "SPC03", "series.csv", "figure"),
            (["date,value", "2024-04-01,n/a"], "SPC03", "series.csv", "figure"),
            (["day,value", "2024-04-01,5"], "FIG06", "series.csv", "date"),
            ([""], "FIG06", "series.csv", "date, value"),
        ],
    )
    def test_what_is_wrong_is_told_with_file_and_line(self, tmp_path, lines, code, line, told):
        found = refused("spc", written(tmp_path / "series.csv", *lines))
        assert found["code"] == code
        assert found["where"].endswith(line)
        assert told in found["message"]

    def test_all_faults_of_a_file_are_told_at_once(self, tmp_path):
        path = written(
            tmp_path / "s.csv", "date,value", "soon,many", "2024-04-01,x", "2024-04-01,1"
        )
        outcome = xlbcf("spc", path, "--json")
        assert outcome.codes == ["SPC01", "FIG04", "FIG04", "SPC02"]

    def test_a_file_that_is_not_there_or_not_text_is_refused(self, tmp_path):
        assert refused("spc", tmp_path / "none.csv")["code"] == "FILE01"
        odd = tmp_path / "odd.csv"
        odd.write_bytes(b"PK\0\0")
        assert refused("spc", odd)["code"] == "FILE02"


class TestOptions:
    @pytest.mark.parametrize(
        ("words", "code", "where"),
        [
            (["--target", "high"], "SPC05", "--target"),
            (["--target", "n/a"], "SPC05", "--target"),
            (["--target", "95%"], "SPC05", "--target"),
            (["--highest", "100%"], "SPC05", "--highest"),
            (["--rebase", "soon"], "SPC01", "--rebase"),
            (["--rebase", "2030-01-01"], "SPC04", "--rebase"),
            (["--shift", "6"], "SPC09", "the command"),
        ],
    )
    def test_a_wish_that_cannot_be_met_is_refused(self, series, words, code, where):
        found = refused("spc", series(STEADY), *words)
        assert (found["code"], found["where"]) == (code, where)

    def test_a_bare_target_for_percentages_is_refused(self, series):
        assert refused("spc", series(["95%", "90%"]), "--target", "95")["code"] == "SPC05"

    @pytest.mark.parametrize("words", [["--fix", "11"], ["--fix", "x"], ["--rules", "none"]])
    def test_options_out_of_range_end_with_status_2(self, series, words):
        outcome = xlbcf("spc", series(STEADY), *words)
        assert outcome.status == 2
        assert words[1] in outcome.err


class TestPicture:
    @pytest.fixture(autouse=True)
    def _drawing(self):
        pytest.importorskip("matplotlib", reason="drawing needs matplotlib")

    @pytest.mark.parametrize("values", [[*STEADY, "20", "", "1"], ["5"], ["5"] * 8, ["5%", "6%"]])
    @pytest.mark.parametrize("polarity", ["high", "low", "none"])
    def test_any_series_is_drawn_and_described(self, series, tmp_path, values, polarity):
        drawn = tmp_path / "chart.png"
        outcome = xlbcf("spc", series(values), "--polarity", polarity, "--png", drawn)
        assert outcome.status == 0
        assert drawn.read_bytes().startswith(b"\x89PNG")
        words = next(line for line in outcome.out.splitlines() if line.startswith("In words: "))
        assert "Control chart of delays" in words
        description = texts_of(drawn.read_bytes())["Description"]
        assert words == f"In words: {description}"

    def test_the_lines_and_points_are_where_the_figures_are(self, series, monkeypatch, tmp_path):
        from matplotlib.figure import Figure

        kept = []
        monkeypatch.setattr(Figure, "savefig", lambda figure, *_, **__: kept.append(figure))
        path = series([*STEADY, "20"])
        words = ["--fix", 12, "--target", 12, "--polarity", "low", "--png", tmp_path / "a.png"]
        assert xlbcf("spc", path, *words).status == 0
        (axes,) = kept[0].axes
        heights = {round(line.get_ydata()[0], 2) for line in axes.lines if len(line.get_ydata())}
        assert {10.0, 4.68, 15.32, 12.0} <= heights
        legend = axes.get_legend_handles_labels()[1]
        assert legend == ["Common cause", "Special cause: concern"]
        colours = [points.get_facecolor()[0].tolist() for points in axes.collections]
        assert colours[0] != colours[1]
        named = {text.get_text(): text.get_position()[1] for text in axes.texts}
        assert sorted(named) == [
            "Lower limit 4.7",
            "Mean 10.0",
            "Target 12.0",
            "Upper limit 15.3",
        ]
        low, high = axes.get_ylim()
        assert named["Upper limit 15.3"] == pytest.approx((15.32 - low) / (high - low))

    def test_data_stays_data_when_a_picture_is_drawn(self, series, tmp_path):
        outcome = xlbcf("spc", series(STEADY), "--json", "--png", tmp_path / "chart.png")
        assert list(json.loads(outcome.out)) == KEYS
        assert "In words: " in outcome.err

    def test_a_picture_replaces_nothing_but_a_picture_of_a_chart(self, series, tmp_path):
        data, drawn = series(STEADY), tmp_path / "chart.png"
        before = data.read_bytes()
        assert refused("spc", data, "--png", data)["code"] == "REP01"
        assert data.read_bytes() == before
        for _ in range(2):
            assert xlbcf("spc", data, "--png", drawn).status == 0
        photo = drawn.read_bytes().replace(b"Software\0xlbcf", b"Software\0other")
        drawn.write_bytes(photo)
        assert refused("spc", data, "--png", drawn)["code"] == "REP01"
        assert drawn.read_bytes() == photo

    def test_a_folder_that_is_not_there_is_told(self, series, tmp_path):
        found = refused("spc", series(STEADY), "--png", tmp_path / "none" / "chart.png")
        assert found["code"] == "FILE03"


def test_without_the_package_for_drawing_the_way_to_get_it_is_told(series, monkeypatch, tmp_path):
    monkeypatch.setitem(sys.modules, "matplotlib.figure", None)
    found = refused("spc", series(STEADY), "--png", tmp_path / "chart.png")
    assert found["code"] == "SPC08"
    assert "xlbcf[chart]" in found["action"]


def texts_of(png: bytes) -> dict[str, str]:
    """The texts that a PNG file carries."""
    texts, at = {}, 8
    while at < len(png):
        (length,) = struct.unpack(">I", png[at : at + 4])
        kind, body = png[at + 4 : at + 8], png[at + 8 : at + 8 + length]
        if kind == b"tEXt":
            key, text = body.split(b"\0", 1)
            texts[key.decode("latin-1")] = text.decode("latin-1")
        elif kind == b"iTXt":
            key, rest = body.split(b"\0", 1)
            texts[key.decode("latin-1")] = rest[2:].split(b"\0", 2)[2].decode("utf-8")
        at += 12 + length
    return texts
