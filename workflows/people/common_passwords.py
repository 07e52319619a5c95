"""Passwords that everybody tries first; without case and without trailing digits and signs."""

from __future__ import annotations

_WORDS = """
    password passwort passw0rd p@ssword p@ssw0rd passwordpassword mypassword thisismypassword newpassword
    changeme changemenow changemeplease changethis pleasechangeme default defaultpassword secret topsecret
    verysecret letmein letmeinnow letmeinplease welcome welcomehome welcometo administrator admin adminadmin
    administratorpassword root rootroot rootpassword superuser user username testtest testpassword testing guest
    qwerty qwertz azerty qwertyuiop qwertzuiop qwertyqwerty qwertyuiopasdf qwertyuiopasdfgh qwerty123456qwerty
    asdfghjkl asdfasdfasdf asdfghjklqwerty zxcvbnm zxcvbnmasdfghjkl 1q2w3e4r5t6y 1qaz2wsx3edc 1qaz2wsx3edc4rfv
    q1w2e3r4t5y6 qazwsxedcrfv qazwsxedc zaq12wsxcde3 123456789012 1234567890123 12345678901234 123456123456
    123123123123 112233445566 012345678910 0123456789012 1234567890qwerty abc123abc123 abcd1234abcd
    abcdefghijkl abcabcabcabc iloveyou iloveyouforever ilovemyfamily trustno1 sunshine princess football baseball
    basketball superman batmanbatman starwars monkey monkeymonkey dragon dragondragon master mastermaster
    whatever nothing correcthorsebatterystaple correct horse battery staple countersign countersigncountersign
    governance aigovernance companypassword company spring summer autumn winter monday january christmas
"""

COMMON = frozenset(_WORDS.split()) | {
    "correct horse battery staple",
    "let me in please",
    "this is my password",
}
