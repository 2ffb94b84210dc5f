"""Tables in Markdown from the lines of the benchmarks: name, parameters, ns of processor time[, JMH's ns, its error]."""
import fileinput

groups = {}
for line in fileinput.input():
    name, parameters, cpu, *jmh = line.rstrip("\n").split("\t")
    group, column = parameters.split("=")
    cell = f"{float(cpu):,.0f}" + (f" ({float(jmh[0]):,.0f} ± {float(jmh[1]):,.0f})" if jmh else "")
    groups.setdefault(group, {}).setdefault(name, {})[column] = cell
for group, rows in groups.items():
    columns = list(dict.fromkeys(column for row in rows.values() for column in row))
    print(f"\n| ns, {group} | " + " | ".join(columns) + " |\n|---|" + "---|" * len(columns))
    for name, row in rows.items():
        print(f"| {name} | " + " | ".join(row.get(column, "") for column in columns) + " |")
