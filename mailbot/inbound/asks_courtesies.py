"""The words of courtesies, greetings and farewells, as councils and police write them (`asks`).

Patterns are matched against one sentence in lower case with plain apostrophes; gaps are bounded, so each is linear.
What is added here must not be able to make a request: whatever it matches is never a question.
"""

from __future__ import annotations

import re

from mailbot.inbound.spelling import words_of

_TOLD = (
    r"(?:passed|shared|circulated|forwarded|distributed|posted|published|displayed|printed|included|added|spread"
    r"|mentioned)"
)
_TELL = r"(?:pass|share|circulate|forward|distribute|post|put|publish|display|print|include|add|spread|mention)"
_WHERE = (
    r"(?: (?:it|this|that|them|these|the word|round|around|on|up|out|your \w{1,10})){0,3}(?: (?:with|to|on|in|at"
    r"|amongst|among|for|onto)(?: (?:the|our|my|all|next|other|parish|village|local|your|\w{3,9})){0,4} (?:council"
    r"|councillors|members|group|groups|notice ?board|board|web ?site|newsletter|facebook(?: page| group)?|page"
    r"|magazine|village|residents|committee|team|everyone|minutes|whatsapp(?: group)?|scheme|neighbours|people"
    r"|chair(?:man|woman|person)?|clerk|meeting|agenda|lads|ladies|month|cllrs|street|list)){0,2}"
)

_SAFELY = (
    r"(?!.{0,80}\b(?:can|could|will|come|attend|look (?:at|into)|help|news|reply|answer|sort|something|someone|urgent"
    r"|please|ask|when|what|where|who|why|how|if|whether|need|want|report|are you|is there|soon (?:as|and)|but)\b)"
)
COURTEOUS_EDGES = re.compile(
    r"^(?:(?:ok|okay|great|lovely|brilliant|perfect|super|right|fine|thanks|thank you|many thanks|cheers|sorry"
    r"|apologies|np|noted|received|printed|ah|oh)[ ,]+(?:and )?){1,3}"
    r"|(?:[ ,]+(?:many thanks|thanks|thank you|cheers|ta|sorry|apologies|mate|buddy|pal)(?: again| very much| so much"
    r"| indeed)?){1,2}$"
)
"""What may stand before and after a courteous sentence without changing it."""

COURTEOUS_SENTENCE = re.compile(
    "|".join(
        (
            r"(?:many )?(?:thanks|thank you)(?: again| so much| very much| all| both)?",
            r"(?:thanks|thank you) for (?:all|everything)(?: that)? you(?: all)? (?:do|are doing|have done)",
            r"(?:yes,? |ok,? |okay,? |thanks,? )?(?:i|we|i |we )?(?:'ll |will )(?:do|do so|pass (?:it|this|that|them"
            r"|these|your \w{1,10}) on(?: to (?:the |our |my )?\w{1,15}){0,2}"
            r"|share (?:it|this|that)(?: with (?:the |our )?\w{1,15}){0,1}"
            r"|let (?:the|them)(?: \w{1,12}){0,2} know|be there|see you then)(?:,? thanks?(?: you)?)?",
            r"(?:it(?:'s| is) |that(?:'s| is) )?no (?:problem|worries|bother|trouble|rush|hurry|probs)(?: at"
            r" all)?(?:,? (?:thanks|thank you))?",
            r"not at all|(?:you(?:'re| are) )?(?:very |most )?welcome|(?:it was )?(?:my|our|a) pleasure|any ?time|you"
            r" too|same to you"
            r"|and (?:to )?you(?: too)?|likewise|got it(?:,? thanks)?|speak soon|talk soon|(?:un)?till? then|take"
            r" care|stay safe"
            r"|keep (?:well|safe)|keep up the (?:good|great) work|good luck(?: with(?: \w{1,12}){1,3})?|smashing(?:,?"
            r" thanks?(?: you)?)?|get well soon",
            r"no need to (?:reply|respond|answer|apologi[sz]e|worry|call back)(?: to (?:this|me))?|no reply (?:needed"
            r"|required|necessary)",
            rf"(?:i |we |i do )?{_SAFELY}hope (?:that )?(?:this (?:email )?finds you well|(?:all is|(?:the|your)"
            rf" (?:holiday|break|weekend|leave) (?:is|was)|you(?: all|r family)?(?:'re| are| had"
            r"| have had| have| feel| enjoy| enjoyed| keep| get|r)) (?:[^\s,]{1,15}(?: |$)){1,7})",
            rf"{_SAFELY}(?:have|enjoy|(?:i )?wish(?:ing)? you) (?:[^\s,]{{1,15}} ){{0,4}}(?:weekend|day|evening|week"
            rf"|holidays?|break|christmas"
            r"|easter|new year|leave|rest|time|trip|summer|one|all)(?: (?:too|everyone|all|off|ahead))?",
            r"(?:a )?(?:very )?(?:happy|merry) (?:christmas|new year|easter|birthday|retirement)(?: (?:and|to|you|all"
            r"|a|happy|new|year|the|team|family|everyone|at|station|your|colleagues|from|us|both)){0,10}",
            rf"{_SAFELY}(?:ok |great |lovely |and )?see you (?:[^\s,]{{1,15}}(?: |$)){{1,7}}",
            rf"{_SAFELY}(?:i |we |i'm |i am |we're |we are |and )?(?:really |very much |so )?look(?:ing)? forward to"
            rf" (?:it|that|then|tomorrow|next week|\w{{3,6}}day"
            r"|(?:the|your|our) (?:meeting|visit|surgery)|(?:seeing|meeting|working with|welcoming) (?:you|him|her"
            r"|them|pcs?o? \w{1,15}))"
            r"(?: [^\s,]{1,15}){0,6}",
            r"(?:please )?(?:do )?(?:pass(?: on)?|give|send|convey|extend) (?:my|our|the council's) (?:\w{1,10}"
            r" )?(?:thanks|regards|wishes|best"
            r"|congratulations|appreciation|love)(?: (?!ask|tell|but|get|say)\w{1,15}){0,6}",
            r"please (?:do )?(?:thank|accept (?:my|our) (?:thanks|apologies|best wishes))(?: (?!for|and|but|ask"
            r"|tell)\w{1,15}){0,7}",
            r"(?:please )?(?:do )?let (?:me|us) know if (?:you (?:ever )?need anything|(?:i|we) can (?:help|be of"
            r" (?:any )?help))"
            r"(?: (?:else|further|more|from me|from us|at all))?",
            r"(?:how|so|very|that(?:'s| is| was)|it(?:'s| is| was)) (?:very |so |really )?(?:kind|lovely|nice"
            r"|thoughtful|wonderful|good|helpful)"
            r"(?: of (?:you|him|her|them))?(?: to (?:see|meet|hear from) you(?: all| both)?(?: \w{2,10}){0,4})?",
            r"(?:it was )?(?:nice|good|great|lovely|a pleasure) (?:to (?:see|meet|talk to|speak to)|seeing|meeting"
            r"|talking to|speaking to) you"
            r"(?: \w{2,10}){0,5}",
            r"what an? (?:lovely|great|nice|kind|wonderful|good) (?:\w{1,12}(?: |$)){1,3}",
            r"can't wait|(?:very |so )?(?:sorry|sad) for your loss|thinking of you(?: all)?|compliments of the season"
            r"|super duper"
            r"|no thanks needed|nfa (?:needed|required)|nothing (?:needed|required)(?: from you)?"
            r"|(?:very )?pleased to meet you|have fun"
            r"|(?:it(?:'s| is) )?all good now|(?:case|matter) closed|problem sorted|i'll bring (?:the )?(?:cake"
            r"|biscuits|milk)"
            r"|(?:so |very |i'm |i am ){0,3}(?:glad|pleased) you could (?:make it|come|be there|join us)"
            r"|welcome (?:back|to the (?:area|team|patch|village))"
            r"|best of luck|(?:i )?hope it (?:all )?goes well|(?:lovely|nice|good|great) (?:to chat|chatting"
            r"|talking)(?: \w{3,9})?"
            r"|(?:we're |we are )?all looking forward to it|rec'?d|read(?: and noted)?|received loud and clear"
            r"|message (?:passed on|received)"
            r"|\w{3,6}day it is(?: then)?|(?:the )?posters? (?:is|are) up(?: now)?"
            r"|(?:now )?(?:up )?on the notice ?board(?: now)?"
            r"|(?:this|it|that) has been (?:circulated|shared|forwarded|passed on|noted)(?: to (?:the |our "
            r"|all )?\w{5,12})?"
            r"|(?:i |we )?(?:will|'ll|have|'ve|i'll|i've|we'll|we've) (?:put|add|added|pin|pinned)(?: (?:it|them|this"
            r"|the posters?))?(?: up| to the (?:agenda|website|list|board))?"
            r"(?: today| now| tomorrow)?|all sorted by (?:the |our )?\w{3,10}|that's (?:all )?sorted(?: then)?",
            r"(?:happy|merry) (?:bank holiday|new year|christmas|xmas|easter|diwali|eid|hanukkah|holidays?|retirement"
            r"|birthday|anniversary|jubilee|friday|weekend)(?: (?:and|to|you|all|a|happy|new|year|the|team"
            r"|family|everyone|one|from|us"
            r"|both)){0,10}|eid mubarak"
            r"|nadolig llawen|(?:i |we )?wish(?:ing)? you(?: all| both)? an? (?:very )?(?:happy|merry|good"
            r"|peaceful) \w{3,12}(?: and a happy new year)?"
            r"|got ?(?:you|cha)|al(?:l )?right|v\.? good|(?:very )?well deserved|(?:un)?till? \w{3,6}day|keep (?:warm"
            r"|well|safe|dry)|good ?night|night night"
            r"|(?:take care of|look after) yourself|stay safe(?: out there)?|(?:have )?a safe (?:shift|trip|journey)"
            r"|doing it now|on my way|will let you know"
            r"|(?:that(?:'s| has) )?made my day|(?:the )?best news(?: all \w{3,6})?|problem solved"
            r"|couldn't ask for more|(?:please )?close(?: it| this)?"
            r"|what a (?:result|star|day|night)|that'll (?:be fine|do)|will do (?:that|it|this)(?: now| today)?"
            r"|no (?:further |more )?comments?"
            r"|no need for (?:a|any) (?:reply|response|answer)|no need to (?:come|get|ring|call) back(?: to (?:me"
            r"|us))?|don't worry about (?:it|that|replying)"
            r"|(?:i|we)(?:'ve| have)? (?:told|let|informed|thanked|passed it to) (?:them|him|her|everyone|(?:the|our)"
            r" (?:members|residents|others|councillors|committee|group|team|clerk|neighbours|chairman))(?: know)?"
            r"|(?:you've|you have) (?:all )?been (?:(?:so|very|most|a|great|brilliant|real|really|wonderful|huge"
            r"|helpful|kind|marvellous|star|help) ?){1,4}"
            r"|now on (?:the|our) \w{3,12}|on (?:the|our) (?:notice)?board|i (?:do )?appreciate (?:it|your \w{3,10})",
            r"(?:np|kk?|right(?:o| you are)|copy that|roger(?: that)?|fair (?:enough|play|do's)|good (?:stuff|show|one"
            r"|man|effort|job)|top (?:job|man|marks)"
            r"|nice (?:one|work)|lovely job|job done|spot on|bang on|champion|magic|ace|legend|yay|woo ?hoo|phew|hugs"
            r"|result|xx?x?"
            r"|(?:god )?bless(?: you)?|point taken|(?:that(?:'s| is) )?(?:such )?(?:what )?a (?:huge |great "
            r"|big )?(?:relief|weight off my mind)"
            r"|(?:that |it )?(?:all )?makes sense|that (?:explains|covers) (?:it|everything|that)"
            r"|that works(?: for (?:me|us))?|works for (?:me|us)"
            r"|(?:now )?(?:i|we)(?: now)? (?:see|understand)(?: now)?|(?:ah,? |oh,? )i see|(?:much "
            r"|very )?obliged(?: to you(?: both| all)?)?"
            r"|(?:it|this|that|which) (?:is|was) (?:very |much |really |greatly |so )?appreciated by (?:all|us all"
            r"|everyone|everybody)|okey dok\w{1,2}"
            r"|(?:a )?(?:thanks|thank you)? ?(?:a )?(?:million|bunch|loads|a bunch|muchly|heaps)(?: thanks)?"
            r"|ta muchly)",
            rf"{_SAFELY}(?:all the best|good luck|congratulations|congrats|best of luck|well done)(?: (?:to|in|with|on"
            rf"|for|and)(?: [^\s,]{{1,12}}){{1,4}})?",
            r"enjoy (?:your|the|it|yourself)(?: (?:rest|of|the|your|holiday|break|retirement|time|off|day|week|weekend"
            r"|leave|evening|trip)){0,5}",
            r"seasons?'?s? greetings(?: to (?:all|you)(?: \w{1,10}){0,3})?",
            r"(?:i'll )?(?:speak|talk|chat|catch you|see you|catch up|more) (?:soon|then|later|tomorrow|next week"
            r"|on \w{{3,6}}day|\w{3,6}day)",
            r"(?:it's |that's |i've put it |i have put it |we've put it |now |put )?(?:in|on) (?:the|my|our) (?:diary"
            r"|diaries|calendar)(?: now)?",
            r"(?:leave it with me|(?:i'm|i am) on it|i am on the case)|(?:(?:i|we)(?:'ll| will) "
            r"|will )(?:do(?: (?:that|this|it|so|my best|our best))?"
            r"|(?:tell|let|inform|update|thank) (?:them|him|her|the others|everyone|everybody|(?:the|our"
            r"|my) \w{3,12})(?: know)?)",
            r"no (?:further |more |other )?questions(?: from (?:me|us))?|(?:nothing|no) (?:further|more"
            r"|else)(?: to (?:add|ask))?(?: from (?:me|us))?|no need to do anything",
            r"(?:that )?(?:was )?(?:a )?false alarm|(?:that was |this was )?sent in error|wrong person"
            r"|(?:please )?ignore|i(?:'ve| have) found the answer",
            r"(?:i |we )?(?:can )?(?:acknowledge|confirm)(?:ed)? receipt(?: of (?:this|it|your|that)(?: \w{3,8})?)?"
            r"|receipt (?:acknowledged|confirmed)",
            r"(?:\w{3,10} ){0,2}(?:councillors|members|council|everyone|they|residents) (?:have |has "
            r"|all )?(?:asked (?:me|us) to|wish to|would like to|want to) (?:thank|pass on)"
            r"(?: (?:you|their|thanks|our|the|team|for|all|your|help|on)){0,6}",
            r"(?:everyone|everybody|the residents|residents|members|the council|they|people|we) (?:will"
            r"|'ll) (?:all )?be (?:so |very )?(?:pleased|delighted|relieved|thrilled|glad|happy)",
            r"sorry (?:to hear (?:that|this|it)|for (?:the|my) (?:delay|late reply|slow reply)(?: in replying)?)",
            rf"(?:(?:(?:i|we)(?:'ll| will| shall)|will) {_TELL}|(?:(?:i|we)? ?(?:have|'ve) |i |we )?(?:{_TOLD}"
            rf"|(?<=ve )put)){_WHERE}",
            r"(?:that(?:'s| is) |that |it(?:'s| is) )?(?:all (?:i|we) (?:needed|wanted)(?: to know)?"
            r"|(?:fine|good|ok|okay|great|perfect) (?:by|with|for) (?:me|us)|clears (?:it|that|things|everything) up"
            r"|answers (?:my|our|the|all my|all our|everything|all) ?(?:questions?|query|queries)?|a (?:good"
            r"|great) result)",
            r"(?:you(?:'re| are) )?an? (?:star|legend|angel|gem|treasure)|thanking you(?: kindly)?|thumbs up|(?:fully"
            r"|duly"
            r"|all|well) (?:noted|understood|received|seen)|seen(?: this| it)?|(?:got|have got) (?:it|that|this|them)",
            r"(?:i am |i'm |we are |we're |so |very ){0,4}(?:glad|pleased|delighted|relieved)(?: to (?:hear|know"
            r"|learn))?"
            r"(?: (?:it|that|that it|this|everything)(?:'s| is| has been| was) (?:all )?(?:now )?(?:sorted|resolved"
            r"|over|fixed|done|well))",
            r"(?:(?:this|it|all|that|everything)(?: has| is|'s)? )?(?:now )?(?:been )?(?:now )?(?:all )?"
            r"(?:sorted|resolved|dealt with)(?: out)?(?: now)?",
            r"(?:there is |there's )?no (?:further |more )?(?:action|reply|response) (?:is )?(?:needed|required"
            r"|necessary)(?: (?:from you|at this stage|now))?",
            r"all (?:is )?(?:good|fine|well|ok|okay)(?: (?:here|now|at this end|at my end|our end|thanks|this end"
            r"|with us|with me)){0,3}",
            r"(?:that )?(?:all )?sounds (?:good|great|fine|perfect|ideal|like a (?:good )?plan)(?: to me| to us)?"
            r"|sure(?: thing)?|of course|absolutely"
            r"|certainly|definitely|by all means|don't worry(?: about it)?|count me in|bye(?: bye)?(?: for now)?",
            r"(?:i |we )?(?:'ll | will |will )?(?:be|attend|come|see you) (?:there|along)?(?: on \w{3,9})?|(?:i "
            r"|we )?will attend",
            r"(?:please |sorry,? |apologies,? )?(?:just )?(?:ignore|disregard) (?:that|this|it|my|the)(?: (?:last"
            r"|earlier|previous|first|other"
            r"|email|e-mail|message|one|text)){0,3}",
            r"(?:i )?just wanted to say (?:thanks?|thank you|hello|well done)(?: (?:you|again|so much))?",
            r"found it(?: now)?|(?:i |we )?(?:have )?(?:found|read) (?:it|that|this|your \w{1,10})(?: all)? (?:very "
            r"|most |really )?(?:useful|helpful|interesting|informative)"
            r"|(?:everyone|we all|everybody|members|people|they all) (?:really )?(?:found it|enjoyed it|appreciated it"
            r"|enjoyed (?:the|your) \w{1,12})"
            r"(?: (?:very |most |so |really )?(?:useful|helpful|interesting|informative|much))?|which (?:i"
            r"|we) (?:have )?read with interest",
            r"(?:nothing|no more) (?:else|further|more|to add)(?: (?:from|at) (?:me|us|my end|this end))?",
        )
    )
)
"""Sentences that are courteous although their words alone would not show it."""

COURTEOUS = words_of(
    "okey dokey man star lot lots u like stuff brill fab smashing bless kindly you thanks thank thankyou thanx thx"
    " tks ty tx ta cheers"
    " noted received acknowledged understood"
    " appreciated appreciate"
    " appreciation grateful gratefully gratitude great lovely brilliant perfect excellent wonderful fantastic super"
    " superb"
    " marvellous splendid good grand ok okay k okey fine welcome pleasure congratulations congrats"
    " bravo done well regards rgds"
    " wishes best kind kindest warm warmest bye goodbye diolch yn fawr iawn i chi o galon gyfer hwyl cofion gorau"
    " cynnes"
    " dziekuje dziękuję bardzo dzieki dzięki pozdrawiam pozdrowienia merci beaucoup danke schon schön gracias muchas"
    " obrigado"
    " grazie multumesc mulțumesc mult hi hello hey dear morning afternoon evening all everyone both team there again"
    " very"
    " much so many a an the and for to you your youre you're ur of us me my our we im i'm am is are was were be been"
    " thats that that's"
    " this it its it's indeed really most truly ever always just quick quickly note say saying wanted would with"
    " from in on at"
    " letting know let coming taking time help helpful helping reply replying response responding prompt promptly"
    " speedy swift fast getting back email"
    " emails mail message messages call calling phoning ringing visit visiting update updates info information news"
    " letter answer answers"
    " clear clarification explanation explaining looking into sorting out dealing doing work working job support hard"
    " everything all done this quick such as too also yes yep yeah aye absolutely certainly glad pleased delighted"
    " happy"
    " hear hearing useful interesting reassuring kindness patience understanding advice effort efforts"
    " today yesterday week month same acknowledge copied copy roger safely pc pcso sgt sergeant officer inspector"
    " sir madam x xx xxx cllr councillor will pass share council councillors residents parish have has had"
    " appreciates behalf another what how nice prompt keeping informed posted loop touch mate pal folks jolly cool"
    " wow ah oh hooray"
    " result outcome sharing sending passing on going above beyond attending meeting attendance talk speaking joining"
    " involved"
)
COURTEOUS_CORE = words_of(
    "okey thanks thank thankyou thanx thx tks ty tx ta cheers noted received acknowledged understood appreciated"
    " appreciate"
    " appreciation grateful gratefully gratitude great lovely brilliant perfect excellent wonderful fantastic super"
    " superb"
    " marvellous splendid good grand ok okay fine welcome pleasure congratulations congrats bravo well regards rgds"
    " wishes bye goodbye diolch hwyl cofion dziekuje dziękuję dzieki dzięki pozdrawiam merci danke gracias obrigado"
    " grazie multumesc mulțumesc brill fab glad pleased delighted helpful useful reassuring acknowledge roger cool"
    " hooray nice"
    " kind"
)
NO_SLIPS = words_of("think tank tanks thinks voted noticed lonely lively deceived relieved chairs cheer rested")
MISSPELT_CORE = words_of(
    "thanks thank received noted appreciated brilliant excellent perfect lovely understood acknowledged cheers"
)

GREETING = re.compile(
    r"(?i:dear|hi|hello|hey|hiya|good (?:morning|afternoon|evening|day)|morning|afternoon|evening|bore da|prynhawn da"
    r"|helo|annwyl"
    r"|dzie[nń] dobry|cze[sś][cć])(?: (?:[A-Z][\w.'-]{0,20}|(?i:all|everyone|both|there|team|sir|madam|again|officer"
    r"|folks|and|to|or|you))){0,5}[ ,!.]{0,3}"
)
FAREWELL = re.compile(
    r"(?:with )?(?:(?:many|very|kind|kindest|best|warm|warmest|yours|our|my|all the|all) ){0,3}(?:regards|wishes|rgds"
    r"|sincerely|faithfully"
    r"|truly|best)\b(?!.{0,60}\b(?:to|for|on|time|thing|way)\b).{0,40}|cofion\b.{0,30}|pozdrawiam\b.{0,30}|(?:br|kr"
    r"|yours|hwyl),?|-- ?",
    re.IGNORECASE,
)
THANKFUL_FAREWELL = re.compile(
    r"(?:with )?(?:many |very |kind |best |lots of )?(?:thanks|thank you|cheers|ta|diolch)(?: again| and (?:kind "
    r"|best )?(?:regards|wishes))?"
    r"[ ,.!]{0,3}",
    re.IGNORECASE,
)
_BOILERPLATE = re.compile(
    r"^(?:sent from|sent via|get outlook|envoyé de|gesendet von|wysłane z|anfonwyd o)\b[^?.,]{0,60}[.]?$|^disclaimer\b"
    r"|consider the environment|intended recipient|\bunsubscribe\b|scanned (?:by|for) .{0,40}(?:virus|malware|security)"
    r"|\bthis (?:e-?mail|message|communication)\b.{0,80}\b(?:confidential|intended|privileged)",
    re.IGNORECASE,
)
_BOILERPLATE_WORDS = (
    *("sent", "get outlook", "envoyé", "gesendet", "wysłane", "anfonwyd", "disclaimer", "environment", "recipient"),
    *("unsubscribe", "scanned", "confidential", "intended", "privileged"),
)
"""Without one of them nothing is boilerplate: to look for words costs a tenth of what the pattern costs."""
FAREWELL_NOISE = re.compile(
    r"^(?:tel|telephone|mob|mobile|phone|e-?mail|web|website|[temw])\b\W|please note|working (?:days|hours)|office"
    r" hours|\b999\b"
    r"|(?<!we )(?<!i )(?<!to )(?:call|dial|ring) 101\b|crimestoppers|report (?:crime|it) online|follow us|visit our"
    r"|privacy",
    re.IGNORECASE,
)
EMOJI = re.compile(
    "[\U0001f44d\U0001f44c\U0001f64f\U0001f600-\U0001f60e\U0001f642\u2764\U0001f44f\u2705\u2714\U0001f389\U0001f490\U0001f64c]"
    "|[:;]-?\\)"
)


def is_boilerplate(line: str) -> bool:
    """Tell a line that a device, a program or a gateway has added."""
    folded = line.lower()
    return any(word in folded for word in _BOILERPLATE_WORDS) and _BOILERPLATE.search(line) is not None
