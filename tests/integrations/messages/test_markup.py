"""Which HTML a template may hold, and what plain text becomes."""

import pytest

from integrations.messages.markup import check_html, html_of


@pytest.mark.parametrize(
    "html",
    [
        "<p>Заказ <b>{order.number}</b></p>",
        '<a href="{feedback.link}">Оценить</a>',
        '<a href="https://naryad.example" style="color:#123">о нас</a><br><hr>',
        "<table><tr><td>1</td></tr></table>",
        "a &lt; b &amp; c",
    ],
)
def test_what_a_letter_needs_passes(html):
    assert check_html(html, "email") == []


@pytest.mark.parametrize(
    "html",
    [
        "<script>alert(1)</script>",
        '<img src="https://tracker.example/1.png">',
        '<p onclick="x()">a</p>',
        '<a href="javascript:alert(1)">a</a>',
        '<a href=" javascript:alert(1)">a</a>',
        '<a href="{customer.name}">a</a>',
        '<a href="http://plain.example">a</a>',
        '<p style="background:url(https://a.example)">a</p>',
        '<form action="https://a.example"></form>',
        '<iframe src="https://a.example"></iframe>',
        "<style>p{}</style>",
        "<!-- a -->",
        "<!doctype html>",
        "<?php 1 ?>",
        "<svg><p>a</p></svg>",
        "<p>open",
        "</p>",
        "<b><i>crossed</b></i>",
    ],
)
def test_what_runs_loads_or_sends_is_refused(html):
    assert check_html(html, "email")


def test_a_chat_has_fewer_tags():
    assert check_html("<b>a</b>", "chat") == []
    assert check_html("<p>a</p>", "chat")


def test_text_becomes_paragraphs_with_links_and_without_tags():
    html = html_of(
        "Здравствуйте, <b>!\nСсылка: https://a.example/f/1?a=1&b=2.\n\nДо встречи", "email"
    )

    assert "&lt;b&gt;" in html
    assert '<a href="https://a.example/f/1?a=1&amp;b=2">' in html
    assert html.count("<p>") == 2
    assert "<br>" in html


def test_a_chat_shows_text_as_it_is():
    assert html_of('a < b & "c"', "chat") == 'a &lt; b &amp; "c"'
