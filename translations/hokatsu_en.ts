<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US" sourcelanguage="en">
<context>
    <name>Acts</name>
    <message numerus="yes">
        <source>%n slot(s) from %1 on</source>
        <translation>
            <numerusform>%n slot from %1 on</numerusform>
            <numerusform>%n slots from %1 on</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Errors</name>
    <message numerus="yes">
        <source>Too many tries. Try again in %n second(s).</source>
        <translation>
            <numerusform>Too many tries. Try again in %n second.</numerusform>
            <numerusform>Too many tries. Try again in %n seconds.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Too many tries. Try again in %n minute(s).</source>
        <translation>
            <numerusform>Too many tries. Try again in %n minute.</numerusform>
            <numerusform>Too many tries. Try again in %n minutes.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Please correct %n item(s).</source>
        <translation>
            <numerusform>Please correct %n item.</numerusform>
            <numerusform>Please correct %n items.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n act(s) that had not been sent could not be opened any more and are lost. Please check the newest reservations.</source>
        <translation>
            <numerusform>%n act that had not been sent could not be opened any more and are lost. Please check the newest reservations.</numerusform>
            <numerusform>%n acts that had not been sent could not be opened any more and are lost. Please check the newest reservations.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Somebody else&apos;s %n act(s) on this PC have not been sent yet. That person has to sign in first, so that nothing is lost.</source>
        <translation>
            <numerusform>Somebody else&apos;s %n act on this PC have not been sent yet. That person has to sign in first, so that nothing is lost.</numerusform>
            <numerusform>Somebody else&apos;s %n acts on this PC have not been sent yet. That person has to sign in first, so that nothing is lost.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n unsent act(s) were saved and go out by themselves.</source>
        <translation>
            <numerusform>%n unsent act were saved and go out by themselves.</numerusform>
            <numerusform>%n unsent acts were saved and go out by themselves.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n unsent act(s) could not be read any more: please check the newest reservations.</source>
        <translation>
            <numerusform>%n unsent act could not be read any more: please check the newest reservations.</numerusform>
            <numerusform>%n unsent acts could not be read any more: please check the newest reservations.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RowWords</name>
    <message numerus="yes">
        <source>%n visitor(s)</source>
        <translation>
            <numerusform>%n visitor</numerusform>
            <numerusform>%n visitors</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Sync</name>
    <message numerus="yes">
        <source>%n need(s) attention</source>
        <translation>
            <numerusform>%n needs attention</numerusform>
            <numerusform>%n need attention</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n waiting to be sent</source>
        <translation>
            <numerusform>%n waiting to be sent</numerusform>
            <numerusform>%n waiting to be sent</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>This PC&apos;s clock differs from the hub&apos;s by %n minute(s). Deadlines shown here are counted with the wrong time: please set the clock.</source>
        <translation>
            <numerusform>This PC&apos;s clock differs from the hub&apos;s by %n minute. Deadlines shown here are counted with the wrong time: please set the clock.</numerusform>
            <numerusform>This PC&apos;s clock differs from the hub&apos;s by %n minutes. Deadlines shown here are counted with the wrong time: please set the clock.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n not readable</source>
        <comment>records of the hub</comment>
        <translation>
            <numerusform>%n not readable</numerusform>
            <numerusform>%n not readable</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n record(s) of the hub cannot be read by this version: what is shown of them may be old or missing. They are asked for again by themselves; a newer version of this program may read them.</source>
        <translation>
            <numerusform>%n record of the hub cannot be read by this version: what is shown of it may be old or missing. It is asked for again by itself; a newer version of this program may read it.</numerusform>
            <numerusform>%n records of the hub cannot be read by this version: what is shown of them may be old or missing. They are asked for again by themselves; a newer version of this program may read them.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::ActFlow</name>
    <message numerus="yes">
        <source>%n reservation(s) are approved and the families are told.</source>
        <translation>
            <numerusform>%n reservation are approved and the families are told.</numerusform>
            <numerusform>%n reservations are approved and the families are told.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1: %n reservation(s)</source>
        <translation>
            <numerusform>%1: %n reservation</numerusform>
            <numerusform>%1: %n reservations</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Approve %n</source>
        <translation>
            <numerusform>Approve %n</numerusform>
            <numerusform>Approve %n</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1: %n reservation(s) saved on this PC; they go to the hub by themselves.</source>
        <translation>
            <numerusform>%1: %n reservation saved on this PC; they go to the hub by themselves.</numerusform>
            <numerusform>%1: %n reservations saved on this PC; they go to the hub by themselves.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1: the hub has %n reservation(s).</source>
        <translation>
            <numerusform>%1: the hub has %n reservation.</numerusform>
            <numerusform>%1: the hub has %n reservations.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::Agenda</name>
    <message numerus="yes">
        <source>%n free</source>
        <comment>seats of a slot</comment>
        <translation>
            <numerusform>%n free</numerusform>
            <numerusform>%n free</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>in %n min</source>
        <translation>
            <numerusform>in %n min</numerusform>
            <numerusform>in %n min</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::AttentionList</name>
    <message numerus="yes">
        <source>%n act(s) did not go through. See what happened.</source>
        <translation>
            <numerusform>%n act did not go through. See what happened.</numerusform>
            <numerusform>%n acts did not go through. See what happened.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Only %n free seat(s) in the next four weeks. Make slots.</source>
        <translation>
            <numerusform>Only %n free seat in the next four weeks. Make slots.</numerusform>
            <numerusform>Only %n free seats in the next four weeks. Make slots.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::BookingForm</name>
    <message numerus="yes">
        <source>%n free</source>
        <translation>
            <numerusform>%n free</numerusform>
            <numerusform>%n free</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::ChosenMany</name>
    <message numerus="yes">
        <source>%n reservation(s) are chosen</source>
        <translation>
            <numerusform>%n reservation is chosen</numerusform>
            <numerusform>%n reservations are chosen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Approve %n</source>
        <translation>
            <numerusform>Approve %n</numerusform>
            <numerusform>Approve %n</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Decline %n…</source>
        <translation>
            <numerusform>Decline %n…</numerusform>
            <numerusform>Decline %n…</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::ClassPlacesEdit</name>
    <message numerus="yes">
        <source>Sum of the classes: %n</source>
        <translation>
            <numerusform>Sum of the classes: %n</numerusform>
            <numerusform>Sum of the classes: %n</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::CopyForm</name>
    <message numerus="yes">
        <source>%n slot(s) will be opened in the week from %1.</source>
        <translation>
            <numerusform>%n slot will be opened in the week from %1.</numerusform>
            <numerusform>%n slots will be opened in the week from %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Open %n slot(s)</source>
        <translation>
            <numerusform>Open %n slot</numerusform>
            <numerusform>Open %n slots</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::DayGreeting</name>
    <message numerus="yes">
        <source>%n more answer(s), and today is done.</source>
        <translation>
            <numerusform>%n more answer, and today is done.</numerusform>
            <numerusform>%n more answers, and today is done.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::DecisionFlow</name>
    <message numerus="yes">
        <source>Decline %n reservation(s)</source>
        <translation>
            <numerusform>Decline %n reservation</numerusform>
            <numerusform>Decline %n reservations</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Cancel %n reservation(s) for the facility&apos;s reasons</source>
        <translation>
            <numerusform>Cancel %n reservation for the facility&apos;s reasons</numerusform>
            <numerusform>Cancel %n reservations for the facility&apos;s reasons</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::DelaysPage</name>
    <message numerus="yes">
        <source>%n late answer(s)</source>
        <translation>
            <numerusform>%n late answer,</numerusform>
            <numerusform>%n late answers,</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>in %n facility/facilities.</source>
        <translation>
            <numerusform>in %n facility.</numerusform>
            <numerusform>in %n facilities.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n tour(s) start before anybody answered</source>
        <translation>
            <numerusform>%n tour starts before anybody answered,</numerusform>
            <numerusform>%n tours start before anybody answered,</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::DeskView</name>
    <message numerus="yes">
        <source>%n await(s) approval</source>
        <translation>
            <numerusform>%n awaits approval</numerusform>
            <numerusform>%n await approval</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::FacilityPage</name>
    <message numerus="yes">
        <source>Please correct %n item(s). What you typed is kept.</source>
        <translation>
            <numerusform>Please correct %n item. What you typed is kept.</numerusform>
            <numerusform>Please correct %n items. What you typed is kept.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::FilterBar</name>
    <message numerus="yes">
        <source>%n reservation(s)</source>
        <translation>
            <numerusform>%n reservation</numerusform>
            <numerusform>%n reservations</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::MonthFigures</name>
    <message numerus="yes">
        <source>%n minute(s) ago</source>
        <comment>age of figures</comment>
        <translation>
            <numerusform>%n minute ago</numerusform>
            <numerusform>%n minutes ago</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hour(s) ago</source>
        <comment>age of figures</comment>
        <translation>
            <numerusform>%n hour ago</numerusform>
            <numerusform>%n hours ago</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::MonthView</name>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>%n more</numerusform>
            <numerusform>%n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::OutboxPage</name>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n act(s) need your decision or a look</source>
        <translation>
            <numerusform>%n act need your decision or a look</numerusform>
            <numerusform>%n acts need your decision or a look</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n act(s) wait to be sent</source>
        <translation>
            <numerusform>%n act wait to be sent</numerusform>
            <numerusform>%n acts wait to be sent</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::ReservationDetails</name>
    <message numerus="yes">
        <source>%n visitor(s)</source>
        <translation>
            <numerusform>%n visitor</numerusform>
            <numerusform>%n visitors</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::SeriesForm</name>
    <message numerus="yes">
        <source>%n slot(s) will be opened.</source>
        <translation>
            <numerusform>%n slot will be opened.</numerusform>
            <numerusform>%n slots will be opened.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n day(s) left out.</source>
        <translation>
            <numerusform>%n day left out.</numerusform>
            <numerusform>%n days left out.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Open %n slot(s)</source>
        <translation>
            <numerusform>Open %n slot</numerusform>
            <numerusform>Open %n slots</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::SettingsPage</name>
    <message numerus="yes">
        <source>After %n minute(s)</source>
        <translation>
            <numerusform>After %n minute</numerusform>
            <numerusform>After %n minutes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n act(s) not yet sent stay on this PC and go out after the next sign-in.</source>
        <translation>
            <numerusform>%n act not yet sent stay on this PC and go out after the next sign-in.</numerusform>
            <numerusform>%n acts not yet sent stay on this PC and go out after the next sign-in.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::SlotForm</name>
    <message numerus="yes">
        <source>%n family/families approved</source>
        <translation>
            <numerusform>%n family approved</numerusform>
            <numerusform>%n families approved</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n waiting</source>
        <translation>
            <numerusform>%n waiting</numerusform>
            <numerusform>%n waiting</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n free</source>
        <translation>
            <numerusform>%n free</numerusform>
            <numerusform>%n free</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::SlotsPage</name>
    <message numerus="yes">
        <source>%n family/families have booked this slot. Their reservations are cancelled for the facility&apos;s reasons and they are told.</source>
        <translation>
            <numerusform>%n family has booked this slot. Its reservation is cancelled for the facility&apos;s reasons and it is told.</numerusform>
            <numerusform>%n families have booked this slot. Their reservations are cancelled for the facility&apos;s reasons and they are told.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n slot(s) are saved on this PC and go to the hub.</source>
        <translation>
            <numerusform>%n slot is saved on this PC and goes to the hub.</numerusform>
            <numerusform>%n slots are saved on this PC and go to the hub.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::TodayPage</name>
    <message numerus="yes">
        <source>%n answer(s) waiting to be sent</source>
        <translation>
            <numerusform>%n answer waiting to be sent</numerusform>
            <numerusform>%n answers waiting to be sent</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::WaitingRowDelegate</name>
    <message numerus="yes">
        <source>%n visitor(s)</source>
        <comment>short, in a row</comment>
        <translation>
            <numerusform>%n visitor</numerusform>
            <numerusform>%n visitors</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::WeekView</name>
    <message numerus="yes">
        <source>full (%n families)</source>
        <translation>
            <numerusform>full (%n family)</numerusform>
            <numerusform>full (%n families)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n waiting</source>
        <translation>
            <numerusform>%n waiting</numerusform>
            <numerusform>%n waiting</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n waiting</source>
        <comment>short, in a slot of the calendar</comment>
        <translation>
            <numerusform>%n waiting</numerusform>
            <numerusform>%n waiting</numerusform>
        </translation>
    </message>
</context>
</TS>
