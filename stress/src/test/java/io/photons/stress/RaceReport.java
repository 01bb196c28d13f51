package io.photons.stress;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What jcstress printed at the end of a run, race by race.
 *
 * @param samples how often each race was run and counted
 * @param failed the races of which a forbidden outcome was seen
 */
record RaceReport(Map<String, Long> samples, Set<String> failed) {

    private static final Pattern RACE = Pattern.compile("\\[(\\w+)] io\\.photons\\.stress\\.races\\.(\\w+)");
    private static final Pattern OUTCOME =
            Pattern.compile("\\s+\\S.*?\\s{2,}([\\d,]+)\\s+<?[\\d.]+%\\s+(?:Acceptable|Forbidden|Interesting)\\b.*");

    static RaceReport of(String text) {
        var report = new RaceReport(new TreeMap<>(), new HashSet<>());
        var race = "";
        // Before its last part the text tells the same of each JVM.
        var results = text.substring(Math.max(0, text.lastIndexOf("RUN RESULTS:")));
        for (var line : results.lines().toList()) {
            var heading = RACE.matcher(line);
            var outcome = OUTCOME.matcher(line);
            if (heading.find()) {
                race = heading.group(2);
                report.samples.putIfAbsent(race, 0L);
                if (heading.group(1).equals("FAILED")) {
                    report.failed.add(race);
                }
            } else if (outcome.matches()) {
                report.samples.merge(race, Long.valueOf(outcome.group(1).replace(",", "")), Long::sum);
            }
        }
        return report;
    }
}
