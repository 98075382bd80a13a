/* When what of a plan is to be read, where the day of the exam is known. Days are counted from 1970. Knows no page. */
(function (guide) {
  "use strict";

  const { own } = guide.records;
  const { of } = guide.study.state;

  const DAY = 86400000; // milliseconds

  const numberOf = (iso) => Date.parse(iso) / DAY; // a date without a time is read as UTC

  /** The reader's day: midnight there, not in Greenwich. */
  function dayAt(time) {
    const there = new Date(time);
    return Date.UTC(there.getFullYear(), there.getMonth(), there.getDate()) / DAY;
  }

  const isoOf = (day) => new Date(day * DAY).toISOString().slice(0, 10);

  /** From when to when there is time: the day before the exam is the last. null without a date, or when it is past. */
  function timeFor({ exam, start }, now) {
    const today = dayAt(now);
    if (!exam || numberOf(exam) <= today) return null;
    return { first: start ? Math.min(numberOf(start), today) : today, last: numberOf(exam) - 1, today };
  }

  /** The first and the last day of each step: each has the same share, as steps are weeks more often than not. */
  function daysOf(steps, { first, last }) {
    const begins = (n) => first + Math.floor((n * (last - first + 1)) / steps.length);
    return steps.map((_, n) => ({ from: begins(n), to: Math.max(begins(n), begins(n + 1) - 1) }));
  }

  const minutesOf = (sections) => sections.reduce((sum, [, , , minutes]) => sum + minutes, 0);

  /** The steps as stretches of days, one for those that share a day: [{ from, to, sections, minutes, pace }]. `pace` are the
   * minutes a day. */
  function partsOf(steps, time) {
    const days = daysOf(steps, time);
    return [...new Set(days.map(({ to }) => to))].map((to) => {
      const sections = steps.filter((_, n) => days[n].to === to).flatMap((step) => step.sections);
      const from = days.find((one) => one.to === to).from;
      return { from, to, sections, minutes: minutesOf(sections), pace: minutesOf(sections) / (to - from + 1) };
    });
  }

  /** The minutes of a plan that are to be read by the end of a day. */
  const lineAt = (parts, day) =>
    parts.reduce((sum, { from, to, pace }) => sum + pace * Math.max(0, Math.min(day, to) - from + 1), 0);

  /** The first sections that make up so many minutes, to the last of which a little may be missing. */
  function first(sections, minutes) {
    let sum = 0;
    return sections.filter(([, , , one]) => {
      const wanted = sum < minutes - LITTLE;
      sum += one;
      return wanted;
    });
  }

  const LITTLE = 1e-6; // minutes: what is lost in adding up shares
  const FULL = 120; // minutes of reading that a day holds beside practising; a plan of two weeks asks for some ninety
  const MORE = 1.5; // times the fullest day that a plan asks for by itself: as much as who is behind can read on a day

  /** Until when what was open this morning is shared out: to the end of this step with all before it, or of the first
   * later one by which no day is too full: { open, daily: minutes, until, fits }. */
  function spread(parts, wasOpen, today) {
    const longest = Math.max(...parts.flatMap(({ sections }) => sections.map(([, , , minutes]) => minutes)));
    const most = Math.max(longest, MORE * Math.max(...parts.map(({ pace }) => pace)));
    const found = parts.flatMap(({ to }, n) => {
      if (to < today) return [];
      const open = parts
        .slice(0, n + 1)
        .flatMap(({ sections }) => sections)
        .filter(wasOpen);
      const daily = minutesOf(open) / (to - today + 1);
      return [{ open, daily, until: to, fits: daily <= most + LITTLE }];
    });
    // Shared out over all days that are left it may still be more than a day holds: then the plan cannot be done.
    const whole = found.at(-1).open.length ? Math.min(...found.map(({ daily }) => daily)) : 0;
    return { ...(found.find(({ fits }) => fits) ?? found.at(-1)), over: whole > FULL ? whole : 0 };
  }

  /** What the days that are left allow of a plan that asks for more than they hold; null where all of it fits. */
  function roomOf(over, open, time) {
    if (!over) return null;
    const held = first(open, FULL * (time.last - time.today + 1));
    return { minutes: Math.ceil(over - LITTLE), most: FULL, number: held.length, all: open.length };
  }

  /**
   * What is for today by the steps' own days: { done, all, now: sections left, minutes, share, behind, ahead, until, daily,
   * fits, room, isRead, next }. The share is what
   * is left of this step and of those before it, over the days that are left of it: who reads it each day is never
   * behind. `behind` counts what should have been read before today, `until` is the day on which who reads his share is
   * level again; where `fits` is false, that takes more than a day holds. `share` are the sections of this morning's share,
   * `room` is what the days allow where they do not hold the plan. `isRead` says that nothing is left of this step, `next`
   * when the next one begins.
   */
  function aimOf({ steps }, known, time) {
    const parts = partsOf(steps, time);
    const isDone = ([id]) => of(id, known) === "done";
    const isNew = (one) => isDone(one) && dayAt(own(known.marks, one[0])?.at ?? 0) === time.today;
    const wasOpen = (one) => !isDone(one) || isNew(one);
    const { open, daily, until, fits, over } = spread(parts, wasOpen, time.today);
    const left = (some) => some.filter((one) => !isDone(one));
    const now = first(left(open), daily - minutesOf(open.filter(isNew)));
    const every = parts.flatMap(({ sections }) => sections);
    const done = every.filter(isNew).length;
    const here = parts.filter(({ from }) => from <= time.today).flatMap(({ sections }) => sections);
    const late = lineAt(parts, time.today - 1) - minutesOf(here.filter(isDone));
    const due = first(every, lineAt(parts, time.today)).length;
    return {
      done,
      all: done + now.length,
      now,
      minutes: minutesOf(now),
      share: first(open, over ? FULL : daily),
      behind: first(left(here), late).length,
      ahead: now.length ? 0 : Math.max(0, every.filter(isDone).length - due),
      until,
      daily: Math.ceil(daily - LITTLE),
      fits,
      room: roomOf(over, every.filter(wasOpen), time),
      isRead: left(here).length === 0,
      next: parts.find(({ from }) => from > time.today)?.from ?? null,
    };
  }

  /** How far the goal of a day is reached, which stays what it was in the morning, whatever of the plan is read first:
   * `ids` are the sections that it was; { done, all, left: sections, minutes, isReached }. */
  function goalOf({ steps }, known, ids, { done: read }) {
    const wanted = new Set(ids);
    const open = steps.flatMap(({ sections }) => sections).filter(([id]) => wanted.has(id) && of(id, known) !== "done");
    const done = Math.min(ids.length, Math.max(read, ids.length - open.length));
    const left = open.slice(0, ids.length - done);
    return { done, all: ids.length, left, minutes: minutesOf(left), isReached: ids.length > 0 && !left.length };
  }

  const total = ({ steps, minutes }) => minutes ?? minutesOf(steps.flatMap(({ sections }) => sections));

  /** Of the plans that ask for less than one, that which the days hold and that asks for most; where they hold none, the one
   * that asks for least; or null. */
  function shorter(plan, plans, { last, today }) {
    const less = plans.filter((other) => total(other) < total(plan)).sort((a, b) => total(b) - total(a));
    return less.find((other) => total(other) <= FULL * (last - today + 1)) ?? less.at(-1) ?? null;
  }

  const FIELDS = { weekOfYear: 7, day: 1 }; // as Intl calls them, with their days
  const SQUEEZED = 0.75;
  const STRETCHED = 1.5; // of its days: beyond these a week is none any more

  /** The days that a plan is made for, where its steps are called weeks or days in the language of the guide; else null. */
  function lengthOf({ steps }, tag) {
    const names = new Intl.DisplayNames(tag, { type: "dateTimeField" });
    const isNamed = (field) => {
      const name = names.of(field).toLocaleLowerCase(tag);
      return steps.every(({ title }) => title.toLocaleLowerCase(tag).includes(name));
    };
    const field = Object.keys(FIELDS).find(isNamed);
    return field ? FIELDS[field] * steps.length : null;
  }

  /** Where a plan is made for much less or more time than there is: { wanted, days, better: the plan that fits, or null }. */
  function misfit(plan, plans, { first: from, last }, tag) {
    const days = last - from + 1;
    const far = (one) => Math.abs(Math.log((lengthOf(one, tag) ?? Number.POSITIVE_INFINITY) / days));
    const wanted = lengthOf(plan, tag);
    const nearest = [...plans].sort((a, b) => far(a) - far(b))[0];
    const isBetter = nearest && far(nearest) < far(plan) && days >= SQUEEZED * lengthOf(nearest, tag);
    const better = isBetter ? nearest : null;
    const isOff = wanted && (days < SQUEEZED * wanted || (better && days > STRETCHED * wanted));
    return isOff ? { wanted, days, better } : null;
  }

  (guide.study ??= {}).calendar = { DAY, dayAt, isoOf, timeFor, daysOf, aimOf, goalOf, shorter, misfit };
})((globalThis.studyguide ??= {}));
