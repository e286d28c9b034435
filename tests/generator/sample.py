"""An article for tests of the whole pipeline; long enough to draw from, and about nothing real."""

TITLE = "Old bridge closes to cars"

TEXT = """\
The town council of Marlow closed the old iron bridge to cars on Tuesday because engineers had found deep cracks in \
two of its supports. The repairs will cost two million pounds and will take at least a year.

Mayor Anna Berg said the decision was “a precaution”. She described the bridge as a danger to everybody who uses it. \
Berg said the council should build a footbridge before the winter. According to a report by the county, heavy \
lorries damaged the supports over many years.

Shop owners fear that the closure will reduce their income. The bakery in Mill Street lost a third of its customers \
in April. If the bridge stays closed, three shops may move to the next town. Paul Okoro, who runs the bookshop, \
warned that the town centre could become empty within two years.

The flood in March led to the first inspection of the bridge in a decade. After the inspection of the supports, the \
council ordered a ban on lorries. The ban reduced the traffic by 40 per cent. It did not stop the cracks from \
growing.

In 1961, the town and the railway company signed an agreement to share the cost of repairs. The railway company \
closed its line in 1984. There is disagreement about whether “shared responsibility” still binds the firm that \
bought it. The firm refuses to pay for the repairs. Lawyers for the town argue that the agreement is still in force.

The ferry company bought a second boat in order to carry schoolchildren across the river. Volunteers built a shelter \
for people who wait. The school plans to start its lessons half an hour later. The county will decide in June \
whether the bridge should ever carry cars again.

A flood destroyed the first wooden bridge in 1902. Volunteers painted the iron bridge in 2006. Although the county had \
warned the town, the council allowed heavy lorries on the bridge. Buses seldom reach the other side of the river at \
night. The price of a ticket has risen sharply. The old ferry formerly carried letters. Workers hastily packed the \
fish in boxes.

Dr Lena Roth, the chairwoman of the river trust, believes the new ferry is safe enough. Roth founded a museum of \
bridges in order to teach children about iron. In her view, the town should count its visitors every month."""
