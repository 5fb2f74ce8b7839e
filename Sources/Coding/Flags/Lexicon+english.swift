extension Lexicon {
    /// English, spoken and of reports. Words match whole; a star leaves the ending open.
    static let english: [(Mark, String)] = [
        // Hold a word of negation and deny nothing.
        (
            .neutral,
            """
            not only | not just | not merely | not simply | not solely | not least | last but not least | not to mention
            | not that i mind | not bad | not a bad | not for nothing | not long ago | not long after | not so long ago
            | not far from | no doubt | without doubt | without a doubt | no question | without question | no wonder
            | no matter | no matter what | no matter how | no problem | nothing but | none other than | nothing short of
            | nothing more than | nothing like | no better than | no later than | no less than | no fewer than
            | no other than | no one better | no small | never mind | whether or not | or not | if not all | if not more
            | if not better | why not | by no means least | no longer alone | no exaggeration | no secret | no joke
            | i don't mind | don't mind | don't get me wrong | cannot complain | can't complain | can't wait | cannot wait
            | couldn't agree more | could not agree more | couldn't be better | could not be better | couldn't be happier
            | can't thank | cannot thank | no strings attached | nonprofit | non profit | non - profit | no time at all
            | in no time | not until | not uncommon | not unusual | not unlike | not impossible | not insignificant
            | not unwilling | not without | never without | never fail* to | never failed to | never miss* | not fail to
            | didn't fail to | don't fail to | never stop* | never stopped | haven't stopped | have not stopped
            | didn't stop | did not stop | doesn't stop | does not stop | don't stop | do not stop | can't help
            | cannot help | couldn't help | could not help | cannot but | could not but | cannot not | can't not
            | cannot live without | can't live without | can't do without | cannot do without
            | couldn't have done it without | wouldn't miss | would not miss | nobody doesn't | no one doesn't
            | no one does not | there is no one who doesn't | there is nobody who doesn't | nobody who doesn't
            | no one who doesn't | no one who does not | no member who doesn't | no member who does not | never not
            | not that we don't | not that they don't | not that i don't | not that we do not | do not hesitate
            | don't hesitate | didn't hesitate | did not hesitate | without hesitation | without fail | not afraid to
            | not afraid of | not hold back | don't hold back | doesn't hold back | didn't hold back | did not hold back
            | no holding back | not ashamed | nothing to lose | nothing to hide | needless | regardless of
            | no hard feelings | in no small part
            """
        ),
        (
            .negation,
            """
            not | no | never | none | nobody | no one | nothing | neither | nor | nowhere | don't | doesn't | didn't
            | isn't | aren't | wasn't | weren't | won't | can't | cannot | couldn't | wouldn't | shouldn't | haven't
            | hasn't | hadn't | ain't | without | hardly | hardly ever | hardly any | rarely | seldom | barely | scarcely
            | no longer | not any | not yet | not at all | not really | lack | lacks | lacked | lacking | lack of
            | fail* to | failed to | failure to | refuse* to | refused to | refusal to | unable to | unwilling to
            | reluctant to | reluctance to | too busy to | too afraid to | far from | anything but | instead of
            | rather than | absence of | absent | stopped | gave up | give up | given up | avoid* | deny | denies | denied
            | i doubt | we doubt | doubt that | doubt whether | free of | few of us | very few | too few | little of
            | very little | too little | nobody ever | no one ever | ceased to | not a single | not one | forget to
            | forgot to | didn't even | did not even | no member | no members | hesitate to | hesitant to | afraid to
            | beyond us
            """
        ),
        (
            .complement,
            """
            fell apart | fell through | falls apart | falling apart | broke down | never happened | never took off
            | came to nothing | went nowhere | got nowhere | didn't happen | did not happen | didn't work out
            | did not work out | doesn't work | does not work | didn't work | did not work | does not exist
            | doesn't exist | did not exist | didn't exist | is missing | was missing | is lacking | was lacking
            | are lacking | were lacking | is absent | was absent | is weak | was weak | are weak | were weak | is poor
            | was poor | are poor | is rare | are rare | was rare | is not possible | is impossible | was impossible
            | is out of the question | isn't there | is not there | isn't happening | is not happening | has stopped
            | had stopped | have stopped | died out | has failed | failed us | was cancelled | were cancelled
            | was called off | were called off | remains weak | remained weak | is a problem | is our weak point
            """
        ),
        (
            .predicate,
            """
            failed | failing | stopped | collapsed | ceased | vanished | disappeared | nowhere to be seen | falls short
            | fell short
            """
        ),
        (
            .rhetoricalDenial,
            """
            how could we | how can we | how could anyone | how can anyone | as if we | as if they | since when do
            | since when did
            """
        ),
        (
            .rhetoricalAssent,
            """
            who doesn't | who does not | who wouldn't | who would not | who hasn't | why wouldn't | why shouldn't
            | why would we not | isn't that | isn't this | aren't we all | don't we all | what could be better than
            """
        ),
        (
            .hedge,
            """
            maybe | perhaps | possibly | probably | might | may | seem | seems | seemed | seemingly | appears to
            | appear to | appeared to | sort of | kind of | i guess | i suppose | we guess | not sure | i'm not sure
            | i am not sure | not certain | presumably | apparently | arguably | somewhat | more or less | to some extent
            | to a degree | to some degree | as far as i know | it looks like | looks like | likely | unlikely
            | potentially | supposedly we | i couldn't say | hard to say | difficult to say | i can't be sure | should
            | ought to | could be | in theory | on paper | if anything | in a way | up to a point
            """
        ),
        (
            .neutral,
            """
            in may | last may | since may | of may | by may | until may | every may | this kind of | that kind of
            | a kind of | what kind of | some kind of | any kind of | every kind of | the kind of | one kind of
            | same kind of | all kind of | another kind of | first of its kind | this sort of | that sort of | a sort of
            | what sort of | some sort of | any sort of | every sort of | the sort of | one sort of | same sort of
            | likely to succeed | like minded
            """
        ),
        (
            .condition,
            """
            if | even if | only if | what if | if only | unless | suppose | supposing | suppose that | provided that
            | providing that | assuming | in case | imagine | had we | were we to | were i to | were to
            | otherwise we would
            """
        ),
        (
            .neutral,
            """
            as if | i suppose we | if i may say | if you ask me | if you like | if you will | if i remember | if i recall
            """
        ),
        (.hedge, "i suppose we"),
        (
            .intention,
            """
            would have | could have | should have | might have | wish | wishes | wished | i wish | we wish | hope to
            | hopes to | hoped to | hoping to | hope that | hopes that | we hope | i hope | they hope | plan to | plans to
            | planned to | planning to | want to | wants to | wanted to | would like to | would love to | 'd like to
            | 'd love to | intend* to | intended to | intending to | intend* | aim to | aims to | aimed to | aiming to
            | going to | about to | dream of | dreams of | dreamed of | dream about | thought about | thinks about doing
            | considering | looking to | expect to | expects to | expected to | in future | in the future | next year
            | some day | someday | one day | will | we'll | i'll | they'll | he'll | she'll | it'll | ambition to
            | idea of | idea to | ideas for | ideas about | proposal to | proposes to | proposed to | meant to | means to
            | supposed to | it would be | that would be | would be nice | would be good
            """
        ),
        (
            .neutral,
            """
            good will | free will | at will | if you will | going to the | going to a | going to market | going to fairs
            | going to trade fairs | will tell you | no idea | want to say | want to add | want to stress | want to thank
            | means to us | by all means
            """
        ),
        (
            .hearsay,
            """
            according to | reportedly | allegedly | supposedly | rumour has it | rumor has it | i heard | we heard
            | i hear | we hear | i've heard | we've heard | i have heard | word is | word has it | i was told
            | we were told | i've been told | we've been told | it is said | it's said | in their view | in his view
            | in her view | in their eyes | in his eyes | in her eyes | in their words | in his words | in her words
            | in the words of | told me | told us | tells us | tells me | as they put it | as he put it | as she put it
            | by their account | by his account | by her account | from what they say | some people don't like
            | some people do not like | some worry | some people worry | some members worry | others worry | some fear
            | some people fear | some of them fear | people worry
            """
        ),
        (
            .somebody,
            """
            he | she | they | people | some people | some folks | folks | a few folks | many people | most people
            | other people | others | someone | somebody | some | some of them | some of us | a few | a few people | many
            | several members | some members | a member | one member | members | the members | another member | member
            | one of the members | one of them | one of us | owners | shop owners | the owners | one owner | neighbours
            | neighbors | critics | outsiders | competitors | rivals | visitors | customers | our customers | clients
            | the consultant | consultants | the consultants | our consultant | counsellors | the counsellor | advisers
            | the adviser | experts | officials | the government | the chair | the chairman | the chairwoman | chairperson
            | the leader | the president | the director | the teacher | teachers | elders | the elders
            | the older generation | older members | younger members | the young ones | young people | friends | my father
            | my mother | my husband | my wife | my son | my daughter | my neighbour | my neighbor | the boss
            | everyone else | anyone else | colleagues | a colleague | traditionalists | old members | creative folks
            | respondents | the respondent | interviewees
            """
        ),
        (.speaker, "i | we | i'd | we'd | i've | we've | i'm | we're | you | let's | let us | myself | ourselves"),
        (
            .saying,
            """
            say | think | believe | feel | felt | claim | argue | insist | complain | suggest | report | thought
            | believed | find | consider | see it | worry that | fear that | doubt that | told | mention | add | object
            | object that | keep saying | keep telling | are convinced | is convinced | were convinced | was convinced
            | agree that | point out | note
            """
        ),
        (
            .saidBySomebody,
            """
            said | says | claims | claimed | thinks | believes | feels that | argues | argued | insists | insisted
            | complains | complained | suggests | suggested | reports that | reported that | mentions | mentioned
            | worries that | feared that | fears that | objected | objects that | pointed out | points out | remarked
            | remarks that | recalled | recalls | explained that | explains that | stated | states that
            """
        ),
        (
            .neutral,
            """
            that is to say | needless to say | having said that | that being said | that said | to say the least
            | let's say | let us say | i'd say | i would say | we would say | you could say | you can say | you might say
            | i must say | i have to say | i dare say | shall we say | so to say | to say nothing of | as i said
            | as we said | like i said | i said | we said | i think | we think | i believe | we believe | i feel | we feel
            | i find | we find | i consider | when i think | i thought | we thought | easier said than done
            """
        ),
        (
            .question,
            """
            whether | do you think | do you know | would you say | is it true | is it not | could it be | wondering if
            | wonder if | wonder whether
            """
        ),
        (
            .tag,
            """
            right? | isn't it? | aren't we? | don't we? | don't you? | doesn't it? | didn't we? | you know? | you see?
            | ok? | okay? | haven't we? | wasn't it? | weren't we? | can't we? | won't we? | no?
            """
        ),
        (
            .regardless,
            """
            no matter whether | regardless of whether | irrespective of whether | whether or not
            | whether we like it or not
            """
        ),
        (
            .contrast,
            """
            but | however | although | though | even though | whereas | nevertheless | nonetheless | yet | still we
            | on the contrary | on the other hand | instead | but rather | and instead | now we | now they | these days
            | in reality | in practice | and yet | but now | except that
            """
        ),
        (
            .continuation,
            """
            because | so that | so we | so they | so i | so now | since we | since they | and we | and i | and they
            | and he | and she | and it | and now | and then | then we | then they | and so | which | while | when | once
            | as soon as | where | therefore | as a result | and our | and the | so our | so the | and everyone
            | so everyone | and everybody | and people | who
            """
        ),
        (.or, "or"),
        (
            .asking,
            """
            do we | do you | do they | do i | does it | does he | does she | does the | does your | did we | did you
            | did they | did he | did she | did it | are we | are you | are they | is it | is he | is she | is there
            | is the | is that | are there | are the | was it | was he | was there | were you | were they | can we
            | can you | can they | could you | could we | could they | would you | would they | would it | will you
            | will they | have you | have they | has it | has he | has the | should we | should they | why | how | what
            | where | when | who | whose | which
            """
        ),
        (
            .subject,
            """
            i | we | they | he | she | it | you | there | everyone | everybody | people | our | my | their | his | her
            | its | this | that | these | those | the
            """
        ),
    ]
}
