package org.inkstream.agents.letters.dates;

import java.time.YearMonth;

/**
 * A date as far as it is known.
 *
 * @param year 0 if it is not written
 * @param month 1 to 12, 0 if it is not written
 * @param day 1 to 31, 0 if it is not written
 */
public record DateValue(int year, int month, int day) {
    private static final int EARLIEST = 1400;
    private static final int LATEST = 2099;
    private static final int LEAP_YEAR = 2000;

    public DateValue {
        if (!exists(year, month, day)) {
            throw new IllegalArgumentException("no such date: " + year + "-" + month + "-" + day);
        }
    }

    static boolean exists(int year, int month, int day) {
        boolean parts = (year == 0 || isYear(year)) && month >= 0 && month <= 12 && day >= 0;
        if (!parts || month == 0) {
            return parts && day == 0;
        }
        return day <= YearMonth.of(year == 0 ? LEAP_YEAR : year, month).lengthOfMonth();
    }

    /** Whether a number is a year that a letter may bear. */
    static boolean isYear(int number) {
        return number >= EARLIEST && number <= LATEST;
    }

    public boolean hasYear() {
        return year != 0;
    }

    public boolean isComplete() {
        return year != 0 && day != 0;
    }

    /** A day and a month that wait for their year. */
    public boolean lacksYear() {
        return year == 0 && month != 0;
    }

    /** Whether {@code other} is written in addition to this one: both agree where both know. */
    public boolean agreesWith(DateValue other) {
        return agrees(year, other.year) && agrees(month, other.month) && agrees(day, other.day);
    }

    private static boolean agrees(int ours, int theirs) {
        return ours == 0 || theirs == 0 || ours == theirs;
    }

    /** The EDTF form: {@code 1816-09-04}, {@code 1816-09} or {@code 1816}; empty without a year. */
    public String edtf() {
        if (year == 0) {
            return "";
        }
        if (month == 0) {
            return "%04d".formatted(year);
        }
        return day == 0
                ? "%04d-%02d".formatted(year, month)
                : "%04d-%02d-%02d".formatted(year, month, day);
    }
}
