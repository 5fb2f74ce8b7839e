/* The queue protocol as a model for Spin. `make model` checks it, and that each guard taken out is missed.
 *
 * Two processes with a job that is fine and one that kills whoever runs it; processes are killed, taken for dead while they
 * live, and lose the answers to their commits; commits arrive late. Time is left out: a lease may run out whenever budgets
 * allow, which is worse than any clock can do. What each step stands for in the code is in brackets.
 */

#ifndef KILLS
#define KILLS 1        /* deaths from outside */
#endif
#ifndef SUSPICIONS
#define SUSPICIONS 1   /* leases that run out though the process lives */
#endif
#ifndef LOSSES
#define LOSSES 1       /* commits whose answer never comes */
#endif
#define JOBS 2
#define INCARNATIONS 10
#define POISON 1       /* the job that kills its process */

/* The fence, and what can be taken out of it. */
#ifdef NO_FENCE
#define HOLDS(j, t) true
#else
#ifdef NO_STATE_CHECK
#define HOLDS(j, t) (job[j].token == t)
#else
#define HOLDS(j, t) (job[j].token == t && job[j].state == running)
#endif
#endif
#ifdef TOKEN_IS_ATTEMPT
#define FRESH_TOKEN(j) job[j].attempt      /* given back at recovery, and so drawn again */
#else
#define FRESH_TOKEN(j) lastToken
#endif

mtype = { available, running, completed, discarded };

typedef Job {
    mtype state = available;
    byte token;
    byte attempt;
    byte owner;                 /* incarnation */
    short diedWith;             /* set of incarnations */
    byte effects;               /* the append-only effect log */
};
Job job[JOBS];
bool ended[INCARNATIONS];       /* the database's opinion */
bool dead[INCARNATIONS];        /* the truth */
byte lastToken, lastIncarnation;
byte kills = KILLS, suspicions = SUSPICIONS, losses = LOSSES;
byte poisoned;                  /* processes that the poison took along */

/* A commit on its way whose sender waits no longer: at most LOSSES of them. */
byte lateJob, lateToken, lateOwner;
bool isLate;

#define FINISHED(j) (job[j].state == completed || job[j].state == discarded)
#define LOST(i) (dead[i] && !ended[i])
#define EXPIRABLE \
    (LOST(1) || LOST(2) || LOST(3) || LOST(4) || LOST(5) || LOST(6) || LOST(7) || LOST(8) || LOST(9))
#define ALL_FINISHED (FINISHED(0) && FINISHED(1))
#define IS_SUSPECT(j) ((job[j].diedWith & (job[j].diedWith - 1)) != 0)   /* two deaths or more */

/* One transaction: the effect and the completion [Settler.commit]. */
inline commit(j, t, by) {
    if
    :: HOLDS(j, t) ->
        assert(job[j].owner == by);        /* nobody writes for another's attempt */
        assert(job[j].effects == 0);       /* exactly once */
        job[j].effects++;
        job[j].state = completed
    :: else
    fi
}

inline giveBack(j, t) {
    if
    :: HOLDS(j, t) -> job[j].state = available; job[j].attempt--
    :: else
    fi
}

inline mayBeKilled() {
    if
    :: atomic { kills > 0 -> kills-- }
        goto killed
    :: true
    fi
}

proctype Process() {
    byte me, j, token;
    bool isAlone;

begin:                                      /* [LeaseKeeper.begin] */
    atomic { lastIncarnation++; me = lastIncarnation; assert(me < INCARNATIONS) }

ready:
    atomic { j = 0; token = 0; isAlone = false }    /* forgotten, so that fewer states differ */
    if
    :: ALL_FINISHED -> goto over
    :: ended[me] ->                         /* not dead after all [LeaseKeeper.withdrawSuspicion] */
        atomic {
            job[0].diedWith = job[0].diedWith & ~(1 << me);
            job[1].diedWith = job[1].diedWith & ~(1 << me)
        }
        goto begin
    :: atomic {                             /* [ClaimJobs]; a claim is a start */
        !ended[me] && (job[0].state == available || job[1].state == available) ->
        if
        :: job[0].state == available -> j = 0
        :: job[1].state == available -> j = 1
        fi
        lastToken++;
        job[j].attempt++;
        job[j].token = FRESH_TOKEN(j);
        token = job[j].token;
        job[j].owner = me;
        job[j].state = running;
        isAlone = IS_SUSPECT(j)
    }
    fi
#ifdef BLIND_DISCARD
    atomic {
        if
        :: isAlone && HOLDS(j, token) -> assert(j == POISON); job[j].state = discarded; goto ready
        :: else
        fi
    }
#endif
    mayBeKilled();
    if
    :: j == POISON && isAlone ->            /* its child dies, and the process sees it [ChildProcessIsolation] */
        atomic {
            if
            :: HOLDS(j, token) -> job[j].state = discarded
            :: else
            fi
        }
        goto ready
    :: j == POISON && !isAlone -> poisoned++; goto killed
    :: atomic { j != POISON && isAlone && kills > 0 -> kills-- }    /* somebody kills the child of a job that is fine */
#ifdef KILLED_CHILD_IS_POISON
        atomic { HOLDS(j, token) -> assert(false); job[j].state = discarded }
#else
        atomic { giveBack(j, token) }
#endif
        goto ready
    :: j != POISON
    fi
    mayBeKilled();

settle:
    if
    :: atomic { commit(j, token, me) }      /* [Settler.commit] */
        goto ready
    :: atomic {                             /* sent, and the connection is lost: it arrives now, later or never */
        losses > 0 && !isLate ->
        losses--;
        isLate = true; lateJob = j; lateToken = token; lateOwner = me
    }
    fi
    mayBeKilled();
    atomic {                                /* what became of it? [AskAboutAttempt] */
        if
        :: job[j].token == token && job[j].state == running -> goto settle
        :: else -> goto ready
        fi
    }

killed:
    atomic { dead[me] = true; j = 0; token = 0; isAlone = false }
    goto begin                              /* systemd starts it again */

over:
    skip
}

/* A commit that arrives after its sender gave up waiting for the answer. */
proctype Network() {
    do
    :: atomic {
        isLate ->
        if
        :: commit(lateJob, lateToken, lateOwner)
        :: true                             /* lost on the way */
        fi
        isLate = false; lateJob = 0; lateToken = 0; lateOwner = 0
    }
    :: ALL_FINISHED && !isLate -> break
    od
}

/* [Maintenance], which every process runs for all. */
proctype Upkeep() {
    byte i;
    do
    :: d_step {                             /* [EndExpiredLeases], of the dead */
        EXPIRABLE ->
        i = 1;
        do
        :: i <= lastIncarnation ->
            ended[i] = ended[i] || dead[i];
            i++
        :: else -> break
        od;
        i = 0
    }
    :: atomic {                             /* of one that lives */
        suspicions > 0 && lastIncarnation > 0 ->
        suspicions--;
        select(i : 1 .. lastIncarnation);
        ended[i] = true;
        i = 0
    }
    :: atomic {                             /* [RecoverJobs] */
        job[0].state == running && ended[job[0].owner] ->
        job[0].diedWith = job[0].diedWith | (1 << job[0].owner);
        job[0].state = available;
        job[0].attempt--
    }
    :: atomic {
        job[1].state == running && ended[job[1].owner] ->
        job[1].diedWith = job[1].diedWith | (1 << job[1].owner);
        job[1].state = available;
        job[1].attempt--
    }
    :: ALL_FINISHED -> break
    od
}

init {
    atomic { run Process(); run Process(); run Network(); run Upkeep() }
    /* When everything is at rest: */
    ALL_FINISHED;
    assert(job[0].state == completed && job[0].effects == 1);
    assert(job[POISON].state == discarded && job[POISON].effects == 0);
    assert(poisoned <= 2 + SUSPICIONS)
}

/* Neither job waits for ever, however the processes and the network behave within their budgets. */
#ifdef LIVENESS
ltl finishes { <> (ALL_FINISHED) }
#endif
