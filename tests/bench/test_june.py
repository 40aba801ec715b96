"""The filer of the June bench reads forms as a browser without scripts does."""

from bench.filer import Form

PAGE = """
<form class="account-out" method="post" action="/zh/logout">
<input type="hidden" name="csrf_token" value="out"></form>
<form method="post" action="/zh/my/91/report/2025/part/finance">
<input type="hidden" name="csrf_token" value="t"><input name="f-a.b" value="12.5">
<textarea name="f-a.t"></textarea>
<input type="radio" name="p-a.b" value="yes" checked><input type="radio" name="p-a.b" value="no">
<input type="checkbox" name="f-a.c" value="x">
<select name="f-a.s"><option value="1"><option value="2" selected></select>
<button name="next" value="same">各项都与去年相同</button></form>
<form method="post" action="/zh/account/extend"><input name="later" value="1"></form>
"""


def test_the_form_of_the_report_is_found_with_what_is_in_it() -> None:
    form = Form(PAGE)
    assert form.action == "/zh/my/91/report/2025/part/finance"
    assert form.fields == {"csrf_token": "t", "f-a.b": "12.5", "f-a.t": "", "p-a.b": "yes", "f-a.s": "2"}
    assert form.same


def test_a_form_without_an_address_goes_to_its_own_page() -> None:
    form = Form('<form method="post"><input name="csrf_token" value="t"></form>')
    assert form.found
    assert form.action == ""
    assert not Form('<form method="get" action="/report/"></form><p>nothing</p>').found
