<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US" sourcelanguage="en">
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
    <name>ui::SlotForm</name>
    <message numerus="yes">
        <source>%n family/families approved</source>
        <translation>
            <numerusform>%n family/families approved</numerusform>
            <numerusform>%n family/families approved</numerusform>
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
    <name>ui::WeekView</name>
    <message numerus="yes">
        <source>full (%n families)</source>
        <translation>
            <numerusform>full (%n families)</numerusform>
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
</context>
</TS>
