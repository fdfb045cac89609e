"""The words of requests, of news, of ordinary days and of plain answers, as councils and police write them (`asks`).

Patterns are matched against one sentence in lower case with plain apostrophes; gaps are bounded, so each is linear.
What makes a question may be wide; the words of courtesies are in `asks_courtesies`.
"""

from __future__ import annotations

import re

from mailbot.inbound.spelling import words_of

_MODAL = r"(?:can|could|cud|would|will|might|shall|should|may)"
_SOMEBODY = (
    r"(?:you|u|we|i|someone|somebody|anyone|anybody|any ?one|they|he|she|it|there|this|that|something|anything|pcs?"
    r"|pcsos?|officers?|the|your|our|my)"
)
_STARTS = (
    r"(?:^|(?<=, )|(?<=, and )|(?<=, but ))(?:and |but |so |also |just |ok |okay |hi |hello |then |now |well "
    r"|p\.?s\.? |however |thanks |thank you ){0,4}"
)

_REQUESTS = (
    rf"{_MODAL}(?:n't| not)? {_SOMEBODY}\b(?! (?:just )?(?:say|thank|wish)\b)",
    r"(?<!yes )(?<!yes, )\b(?:please|pls|plz|plese|pleas|(?<!thank you )(?<!thanks )kindly)\b(?! (?:find|see"
    r" (?:the )?(?:attach|below)|ignore"
    r"|do\b|don't worry))",
    r"(?:would|'d|should) (?:really |also |very much |just |all |still ){0,2}(?:like|appreciate|welcome|love"
    r"|prefer(?! (?:the )?(?:\d|mon|tue|wed|thu|fri|sat|sun|morning|afternoon|evening|e?mail|phone|first|second))"
    r"|value)\b"
    r"(?! to (?:thank|say|express|add (?:my|our) thanks|come|attend|be there)\b)",
    r"(?:would|'d|will|should) be (?:\w{2,10} )?(?:appreciated|welcome|grateful|interested|obliged|glad (?:of|to have)"
    r"|pleased to (?:receive|have|know|hear|learn))\b|hope you (?:can|could|will be able)\b",
    r"(?<!that )would be (?:\w{2,10} )?(?:helpful|useful|handy)\b|(?:an?|another|some|any|more"
    r"|your) (?:\w{2,12} ){1,6}would (?:be|help)\b"
    r"|(?<!action )(?<!thanks )(?<!nfa )(?<!reply )(?<!response )(?<!nothing )needed\b|take (?:me|us) off\b"
    r"|\w{3,12} for \w{3,12} please$",
    r"(?:cancel|postpone|rearrange|reschedule)\w{0,4}\b|i write (?:to|with|about|regarding)\b|we should (?:talk|meet"
    r"|speak)\b",
    r"^(?:an? |your |another |more )?(?:answers?|repl(?:y|ies)|updates?|calls?|visits?|response|advice|information)\b"
    r"(?! (?:\w{1,9} ){0,3}(?:noted|received|appreciated|read|understood|acknowledged|helpful|useful))",
    r"(?:good|nice|great|lovely|wonderful) to have (?!you|met|your|this|that|it)|looking for\b|time for an?\b"
    r"|(?:ok|okay|fine|good time) to (?:call|visit|ring|come|phone|email|share|publish|forward)\b",
    r"rsvp|nudge|bump(?:ing)?|(?:how|what) about|r u\b|u (?:there|free|around)|worth a (?:look|visit|word|chat)"
    r"|(?:might|may|would) be worth|needs? your\b|pop (?:in|by|over|round)\b|(?<!i'll have )(?<!we'll have )a word"
    r" with\b",
    r"(?:does|would|will|is) (?:the )?(?:\d\S{0,5}|\w{3,6}day|morning|afternoon|evening)(?: \w{2,12}){0,2}"
    r" (?:suit|work|ok|okay|any good|possible|convenient)\b",
    r"not (?:yet )?(?:resolved|sorted|fixed|answered|good enough|acceptable|agree\w{0,2}|what (?:we|i|you|was))\b"
    r"|(?:not|\w{2,6}n't) (?:answer|agree|help|stop|think you|believe you)\b|(?:third|fourth|fifth|umpteenth) time\b"
    r"|disagree\w{0,2}|still nothing"
    r"|no improvement|had enough|end of (?:our|my|their) tether|on hold for\b",
    r"(?:forward|pass|send)(?:ed|ing)? (?:this|these|it|the below)(?: on)? (?:from|for|on behalf)\b"
    r"|(?:attached|below|email|letter|message|note) from (?:a|an|the|one|mr|mrs|ms|miss|dr|cllr)\b"
    r"|(?:attach|enclos)\w{0,3} (?:\w{1,12} ){0,3}(?:photos?|photographs?|pictures?|footage|video|evidence|log)\b",
    r"it(?: would|'d) be (?:good|nice|great|helpful|useful|lovely|appreciated)",
    r"(?:i|we|they|he|she|it|you|\w{2,15}s|council|village|parish|someone|somebody)(?: really| urgently|"
    r" still| also| do"
    r"| badly| just){0,2} (?:needs?|wants?|requires?)\b",
    r"wonder(?:ing|ed)?\b|hoping\b|(?:grateful|obliged|appreciate it|glad|pleased|happy) (?:if|for any|for an|for your "
    r"(?:help with|advice on|views|thoughts))",
    r"appreciate (?:some|an?|any|your (?:help with|advice|thoughts|views|input))\b",
    r"(?:(?<!i'll )(?<!we'll )(?<!i will )(?<!we will )ask|asking|asked(?! for)(?! (?:me|us) to (?:thank|pass|say"
    r"|convey|send))|asks|request|requests|(?<!as )requested|requesting|enquir\w{1,6}|inquir\w{1,6}|query"
    r"|querying)\b",
    r"(?:a|one|my|our|quick|another|the) questions?\b",
    r"any (?:more |further |other )?(?:news|updates?|chance|ideas?|progress|advice|thoughts|joy|word|luck|feedback|info"
    r"|information|plans|suggestions|help|assistance|possibility)\b(?! (?:was|is|are|were) )",
    rf"{_STARTS}(?:"
    r"(?:what|whats|what's|when|whens|where|wheres|who|whos|whose|why|how|hows"
    r"|which(?! (?:i|we|was|is|were|will)\b))\b"
    r"(?! (?:a|an|kind|lovely|nice|good|wonderful|thoughtful|very kind"
    r"|is (?:great|good|fine|lovely|fantastic|brilliant)|was (?:great|good|lovely))\b)"
    r"|(?:is|are|was|were|has|have|do|does|did|am|isn't|aren't|hasn't|haven't|don't|doesn't|didn't|won't|can|can't"
    rf"|could|couldn't|would) {_SOMEBODY}\b"
    r"|(?:do come|look(?! forward)|check|tell|send|give|call|ring|phone|email(?! (?:is|was|would|address))"
    r"|come|go|get|bring|stop|find|arrange|sort|fix|remove|speak|talk|chase|visit|patrol|help|explain|advise|forward"
    r"|investigate|make sure|ensure|see (?:if|whether)|do something|remind|contact|let (?:me|us)|confirm|consider)\b"
    r")",
    r"(?:let|keep) (?:me|us) (?:know|have|posted|informed|updated|in the loop)|(?:get back|come back|reply|respond) to"
    r" (?:me|us)\b|(?<!you can )(?<!time to )(?:tell|send|give|call|ring|phone|email|show|remind|contact|text|advise"
    r"|inform|update) (?:me|us)\b",
    r"(?:(?<!for )chas(?:e|ing)|remind(?:(?<!for the remind)(?<!for your remind)er|ing)|forgot(?:ten)? to (?:say|ask"
    r"|mention"
    r"|tell)|(?:one|two|three|few|couple of) (?:more )?(?:things|points|bits|matters|items)|follow(?:ing)? (?:this "
    r"|it )?up|urgent(?:ly)?|asap|a\.s\.a\.p|as soon as possible"
    r"|await(?:ing)?|at your earliest)\b|waiting (?:for|to hear|on)\b|in advance\b",
    r"look(?:ing)? forward to (?:hearing|(?:your|a|an) (?:\w{1,12} )?(?:reply|response|answer|call|update))",
    r"(?:not|never|nothing|no one|nobody|\w{2,6}n't) (?:\w{1,10} )?(?:heard|hear|had|received|got|replied|answered"
    r"|been back|come back"
    r"|responded|happened|been done|been in touch|turned up|came|attended|been seen)\b",
    r"(?:heard|hear|received|had) nothing\b|no (?:reply|response|answer|one (?:has|have|came)|acknowledge\w{0,6})\b"
    r"(?! (?:needed|required|necessary))|unanswered\b|still (?:no|not|waiting|awaiting|haven't|hasn't|there|going on"
    r"|happening|a problem|an issue)\b",
    r"not sure (?:what|who|how|if|whether)|don't know (?:what|who|how|if|whether)|whether\b|unsure\b",
    r"(?:needs?|wants) (?:to |\w{2,12}ing\b|doing|looking|sorting|fixing|attention|dealing|action)|must (?:be|do"
    r"|have)\b|ought to\b"
    r"|something (?:must|needs|should|has to)\b|(?:something|anything|what) can be done\b",
    r"(?:more|extra|some|regular|increased|visible|police) (?:\w{1,10} )?(?:patrols?|presence|officers"
    r"|police|enforcement)\b",
    r"(?<!for the )(?<!for your )(?<!for )invit(?:e|ed|ation)\b|mind \w{2,12}ing\b|drop (?:me|us)\b|would be (?:good"
    r"|great|nice|lovely"
    r"|helpful) to\b",
    r"(?:not|isn't|wasn't) (?:very |at all |too )?(?:happy|satisfied|impressed)\b|(?:nobody|no one"
    r"|nothing) (?:has|have)\b",
    r"promised\b|gone astray\b|^ref\b|^re\b|further to (?:my|our)\b|one more thing\b|(?:and|but)"
    r" (?:is|are) (?:the|you)\b",
    r"(?:can't|cannot|can not|couldn't) (?:get|reach|find|log|open|see|contact)\b|could (?:use|do with)\b|tells? me\b",
    r"(?:are|have|has|did|do|is) (?:you|anyone|anybody|someone|somebody) (?:\w{2,12}ing|able|there|free|around|at|on"
    r"|in|had|got|seen|heard|any)\b",
    r"(?:perhaps|maybe) (?:you|someone|somebody|we)\b|(?:you|someone|somebody|anyone)(?<!glad you)(?<!pleased you)"
    r" could\b",
    r"(?:allwch|gallwch|a fyddai|oes modd|beth|pryd|pam|czy|prosze|proszę|kiedy|dlaczego|mozna|można)\b",
)
REQUEST = re.compile(rf"\b(?=[\w'])(?:{'|'.join(_REQUESTS)})")
"""Whatever asks for something, with or without a question mark; the ends of words need not be tried for its starts."""

SERIOUS = (
    r"smash\w{0,4}|vandal(?:s|i\w{1,5})?|graffiti|burgl\w{1,6}|thefts?|thie(?:f|ves)|stolen|steal\w{0,3}|stole|nicked"
    r"|pinched|robb\w{1,4}"
    r"|shoplift\w{0,4}|break-?ins?|broke[n]? in\w{0,2}|brake in\w{0,2}|assault\w{0,3}|attack\w{0,3}|stabb\w{0,4}"
    r"|knife|knives|arson"
    r"|mugg\w{1,4}|ram-?raid\w{0,3}|hare cours\w{1,4}|fly[- ]?tip\w{0,5}|scam\w{0,5}|fraud\w{0,6}"
)
TROUBLE = re.compile(
    rf"\b(?:{SERIOUS}|disappoint\w{{0,5}}|appalled|nasty|anonymous|fake|(?:stand|stepp)ing down|resign\w{{0,3}}"
    rf"|left (?:\w{{1,6}} )?(?:voicemails?|messages?)|forgotten|enough is enough|give up|waste of|at a loss|unhappy"
    rf"|let down|neglected|ignor(?:ed|ing)|go on like|dead|carcass\w{{0,2}}|chief constable|commissioner|ombudsman"
    rf"|dreadful|terrible|awful|appalling|shocking|ridiculous"
    rf"|chaos|mayhem|scratch\w{{0,3}}|sprayed|prowl\w{{0,3}}|broken|damag\w{{1,4}}|ripped|torn|slashed|kicked"
    rf"|speed(?:ing|ers|ed)|tearing|racing|rac(?:e|ed)"
    r"|park(?:ing|ed)|litter\w{0,4}|dump(?:ed|ing)|drugs?|dealer\w{0,2}|cannabis|weed|needles|syringes?|suspicious"
    r"|suspect\w{0,4}"
    r"|anti-?social|asb|nois[ey]\w{0,2}|shouting|swearing|fight\w{0,3}|threat\w{0,7}|abus\w{1,4}|harass\w{0,5}"
    r"|intimidat\w{1,4}"
    r"|nuisance|trespass\w{0,4}|poach\w{1,4}|quads?|motor-?bikes?|mopeds?|off-?road\w{0,3}|fires?|fireworks|bonfires?"
    r"|burnt|burning"
    r"|set (?:alight|fire)|crash\w{0,3}|collision|accident|near miss\w{0,2}|knocked (?:down|over|off)|drunk\w{0,3}"
    r"|drinking|youths"
    r"|teenagers|gangs?|lads|hanging (?:about|around|round)|loiter\w{1,4}|(?<!no )trouble\w{0,2}|(?<!no )problems?"
    r"|issues?"
    r"|concern(?:ed|s|ing)?|(?<!no )(?<!don't )(?<!not to )worr(?:y|ied|ying)|complain\w{0,4}|incidents?|offences?"
    r"|crimes?|rogue"
    r"|cold call\w{0,4}|door ?step|phishing|missing|loose|off the lead|racers|bogus|strange|crowbar|tyres let down"
    r"|put through|took the|purse|carcass|siphon\w{1,4}|thrown|throwing|forced|prised|snatched|followed|cut"
    r" (?:through|down)|set (?:on|upon)"
    r"|hit by|knocking on|catalytic|machete|gone missing|abandon\w{1,3}|obstruct\w{0,4}|block(?:ed|ing|s)"
    r"|dangerous\w{0,2}"
    r"|unsafe|hazards?|fouling|sheep worrying|weapons?|guns?|catapults?|air ?rifle|street ?lights?|potholes?"
    r"|report(?:s|ed|ing)?"
    r"|spate|worse|worsen\w{0,3}|escalat\w{1,4}|victims?|travellers|encampment|hgvs?|lorry|lorries|nightmare"
    r"|disgrace\w{0,3}"
    r"|unacceptable|fed up|at (?:our|my|their) wits?|frightened|scared|afraid|distress\w{0,4}|upset)\b"
)
HAPPENED = re.compile(
    r"\b(?:(?:days|weeks|months|years?) (?:now )?since\b|blown up\b|another (?:week|month)\b"
    r"|(?<!thanks )(?<!thank you )(?<!once )(?<!to"
    r" you )(?<!see you )(?<!from you )\bagain\b(?! (?:for|to|thank))"
    r"|keeps? (?:on )?\w{2,15}ing\b"
    r"|(?:there's|theres|there (?:is|are|was|were|has been|have been|'s))\b(?! (?:no|nothing|not|none)\b)"
    r"|(?:we|i)(?:'ve| have)? (?:just |also |now |again )?(?:saw|seen|noticed|heard|witnessed|spotted|had (?:a|an"
    r"|another|some|more"
    r"|two|three|several|reports|complaints|trouble|problems|issues|people))\b"
    r"|(?:someone|somebody|a (?:man|woman|lady|resident|group|neighbour|car|van|lorry)|residents|neighbours|people"
    r"|kids|children"
    r"|they|dogs?) (?:has|have|is|are|was|were|keeps?|kept|tried|came|told|drove|took|stole|left|threw|'ve)\b"
    r"|(?:has|have|was|were|been|had) (?:\w{1,12} ){0,4}(?:taken(?! over| part| place| on)|nicked"
    r"|pulled (?:out|down|up)|ripped|killed|tried|rammed|lifted|kicked in|let out|come back(?! from| to| home)|turned"
    r" up|egged|cut off|knocked"
    r"|injured|hurt|tampered)\b"
    r"|every (?:night|evening|day|weekend)\b(?! (?:blessing|luck))|(?:somebody|someone)'s been\b"
    r"|(?:^|, )another (?:one|two|three|lot)\b|same again\b|(?:someone|somebody) did\b|no (?:officers?|police|pcsos?)\b"
    r"|(?:cattle|cows|sheep|horses?|ponies|pigs|deer) (?:on|in|out)\b|(?:has|have) started\b|(?:is|are|was|were"
    r"|they're) back\b(?! (?:on|to|in|at|from|home))|(?:writing|emailing"
    r"|contacting you|messaging)"
    r" (?:to|about|with|on)\b"
    r"|to (?:report|tell you|inform|make you aware|flag|raise|bring to|draw your|alert)\b|for your info\w{0,7}\b|fyi\b"
    r"|heads up\b|be aware\b|thought you (?:should|might|would|ought|'d)\b|registration\b|reg (?:no|number|plate)\b)"
)
"""Something that took place, or goes on, told as news."""

FAILS = re.compile(
    r"\bnot\b|\bnever\b|\bcannot\b|n't\b|\bno ?(?:body|one)\b|\bno (?:call|word|contact|sign|reply|response|visit)\b"
)
"""What fails to be or to happen."""

GOING_ON = re.compile(
    r"\b(?:is|are|was|were|\w{1,12}'(?:s|re)) (?:being\b|(?!(?:going|coming|looking|meeting|working|attending|having"
    r"|doing|closing|opening)\b)\w{2,12}ing\b)|^(?:\w{1,6} )?more\b|^ditto\b"
    r"|\b(?:last night|overnight|tonight|this morning|yesterday|the weekend|last week|in months|since"
    r"|for (?:weeks|months))\b"
)
"""What others do, or what has just happened: short as the sentence is, it tells something."""

PROMISE = re.compile(r"(?:i|we)(?:'ll| will| shall)\b|(?:will|shall)\b")
OWN_DOING = re.compile(
    r"(?:and |so |but |sorry,? |hi |hello |yes,? |no,? )?(?:i|we|i'\w{1,2}|we'\w{1,2}|will|shall|have)\b"
)
"""What writers say of themselves: news only when there is much of it."""

NEUTRAL = re.compile(
    r"^(?:it|he|she) (?:[^\s,]{1,15} ?){1,4}$|\b(?:minutes|agenda|chair(?:man|woman|person)?|clerk|treasurer"
    r"|council (?:met|meets|agreed"
    r"|approved|will|has|have|is)|hall|web ?site|newsletter|holidays?|budget|accounts|precept|fete|flowers|verge"
    r"|hedges?"
    r"|new (?:number|address)|meeting|phone|signs?|weather|numbers|election|noticeboard|date|moved|locked|keys?"
    r"|as discussed|as per|attached)\b"
)
"""A council's ordinary days, told without trouble."""

NOTHING = re.compile(
    r"(?:hi |hello |just |there (?:is|was|has been) |we have |i have )?(?:no(?:thing| (?:issues?|incidents?|problems?"
    r"|trouble|crimes?|asb"
    r"|news|complaints?|concerns?|reports?|updates?|change))|all (?:is |was |has been |has gone )?(?:very |fairly"
    r" )?(?:quiet|well|fine"
    r"|good|calm|ok)|(?:very |fairly |pretty )?quiet|none|not much|nil)\b"
)
MENDED = re.compile(
    r"\b(?:better|mended|improv\w{1,7}|quiet(?:er)?|resolved|sorted|solved|fixed|stopped"
    r"|(?:have|has|are|is|all|\w{2,4}'ve) (?:now |all )?gone(?! from| missing| off| up| down)|cleared|removed|repaired"
    r"|replaced|no longer (?:a|an|there|happening|parked|blocking|needed)|settled|calmed)\b"
)
THANKS_FOR = re.compile(
    r"(?:\S{1,20} ){0,6}?(?:thanks|thank|thankyou|thanx|thx|cheers|grateful|diolch|appreciate)\b(?: \S{1,20}){0,5}?"
    r" for\b"
)
WANTING_IN_THANKS = re.compile(
    r"\b(?:not|never|still|(?<!thanks )(?<!thank you )(?<!once )again|but|however|although|though"
    r"|except|apart|until|unless|now|yet|another|worse|back|instead|only"
    r"|nothing|no|ignoring|hopefully|need\w{0,2}|want\w{0,2})\b|n't\b"
)
CONTRAST = re.compile(
    r"\b(?:but|however|although|though|except|apart from|unless|only|instead|otherwise|not yet|until)\b"
)
FINITE = re.compile(r"\b(?:is|are|was|were|has|have|had|needs?|keeps?|will|can|do|does|did|would|could|should|must)\b")

ANSWER = re.compile(
    r"(?:yes,? |no,? |sorry,? )?(?:"
    r"(?:on|at|in|by|near|outside|opposite|behind|next to|after|before|along|past)(?: [^\s,]{1,15}){1,6}|correct"
    r"|(?:form|forms|dates?|details|list) attached"
    r"|(?:i|we) (?:didn't|don't|did not|do not) (?:see|know|get|have|remember)(?: [^\s,]{1,15}){0,4}"
    r"|(?:there were|there was) (?:\w{2,6}|\d{1,3}) of (?:them|us)"
    r"|(?:it|that|he|she)(?:'s| is| was| isn't| wasn't)(?! \w{2,12}ing\b)(?: [^\s,]{1,20}){1,7}"
    r"|(?:i|we)(?:'ve| have) (?:now |already )?(?:sent|done|emailed|posted|attached|completed|returned|filled in)"
    r"(?: (?:the|it|them|my|our|that|both) ?\w{0,12})?"
    r"|(?:(?:please )?(?:find|see) )?attached(?: as (?:requested|promised|discussed))?|as (?:requested|promised)"
    r"|(?:all )?done(?: now)?"
    r"|here (?:you (?:go|are)|(?:it|they) (?:is|are)|(?:is|are) (?:the|my|our)(?: \w{1,12}){1,3})"
    r"|(?:the )?(?:first|second|third|last|other|former|latter|red|blue|white|black|green|grey|silver) one"
    r"|(?:about|around|roughly|approximately|maybe) \d{1,4}(?: [^\s,]{1,12}){0,5}"
    r"|(?:half past|quarter (?:to|past)) \w{2,6}(?: [^\s,]{1,12}){0,4}|no,? (?:i|we) \w{2,6}n't (?:seen|noticed"
    r"|know)(?: [^\s,]{1,12}){0,4}"
    r"|(?:his|her|their|my) \w{3,12} (?:is|was)(?: [^\s,]{1,15}){1,4}|just the \w{3,5}|\w{3,6} of them"
    r"|same as (?:last|before|usual)(?: \w{1,8})?"
    r"|(?:the|his|her|their) (?:owner|driver|address|number|name|landlord|chair\w{0,3}|clerk) (?:is"
    r"|was)(?: [^\s,]{1,20}){1,7}"
    r"|(?:you can )?(?:ring|phone|call|email|text) me (?:on|at|after|before|any)(?: [^\s,]{1,12}){1,4}"
    r"|you can (?:ring|phone|call|email|text|reach|contact) me(?: [^\s,]{1,12}){0,5}"
    r"|not that (?:i|we) know(?: of)?|not (?:yet|since)(?: \w{1,10})?)"
)
"""Sentences that answer what was asked; unasked for, they are in doubt."""

ANSWERING = words_of(
    "number yes yep yeah no nope not monday tuesday wednesday thursday friday saturday sunday mon tue tues wed weds"
    " thu thur"
    " thurs fri"
    " sat sun january february march april may june july august september october november december jan feb mar apr"
    " jun jul"
    " aug sep sept oct nov dec suits suit works work fine good ok okay either any both day days time times morning"
    " mornings"
    " afternoon afternoons evening evenings lunchtime noon midday am pm th st nd rd at on the of a in or and for me"
    " us i"
    " we im ill it that thats this will would be can do make prefer preferable preferred best better free available"
    " after"
    " before between from to until about around is are nothing report reports issues incidents problems month quiet"
    " all none here"
    " hall village church school office meeting come attend attending there next week weeks first second third last"
    " agree"
    " agreed confirmed confirm please cannot cant can't sorry sounds perfect please tomorrow today mine my home phone"
    " email"
    " house please same as before usual by then our everyone much very fairly well has have been had with half past"
    " quarter oclock"
)
ANSWERING_CORE = words_of(
    "both mornings afternoons evenings "
    "not yes yep yeah no nope monday tuesday wednesday thursday friday saturday sunday tues weds thurs suits suit works"
    " fine ok"
    " okay either nothing none quiet free available agree agreed confirmed morning afternoon evening can prefer"
    " attending"
    " attend tomorrow today sounds phone email january february march april june july august september october november"
    " december"
)
