"""Detail: who, what, where, when, how and how many; rule, sentence, question and answer, and what is left alone."""

import pytest

from quizzes.generator.asks import Form
from quizzes.generator.drafts import Bloom, Kind, Skill
from tests.generator.reading_aids import asked, asks

MADE = [
    (
        "detail.happened",
        "In nearby Easterby, the number of pupils who cycled rose from 70 to 180 after a street was closed in 2022.",
        "What happened to the number of pupils who cycled after a street was closed in 2022 in nearby Easterby?",
        "It rose from 70 to 180",
    ),
    (
        "detail.how_many",
        "Butare, which has 89,600 residents, is the home of a university.",
        "How many residents does Butare have?",
        "89,600",
    ),
    (
        "detail.leaned_on",
        "The hi-tech company was interested in planting trees in the city.",
        "What was the hi-tech company interested in doing?",
        "Planting trees in the city",
    ),
    (
        "detail.done",
        "In May, the council will be painting all the old bridges.",
        "What will the council be doing in May?",
        "Painting all the old bridges",
    ),
    (
        "detail.means",
        "The centers prepare children for primary school with classes that help them catch up.",
        "How do the centers prepare children for primary school?",
        "With classes that help them catch up",
    ),
    (
        "detail.required",
        "A commercial aircraft has to prove a low rate of serious failure.",
        "What does a commercial aircraft have to prove?",
        "A low rate of serious failure",
    ),
    (
        "detail.subject",
        "Soco International is the only company seeking to explore the park.",
        "What is the only company seeking to explore the park?",
        "Soco International",
    ),
    (
        "detail.where",
        "In the Kenyan capital Nairobi, the news from London was relayed to two of the complainants, Nyingi and Mara, "
        "by mobile phone.",
        "Where was the news from London relayed to two of the complainants, Nyingi and Mara, by mobile phone?",
        "In the Kenyan capital Nairobi",
    ),
    (
        "detail.change",
        "There was a 6% drop in Sweden’s prisoner population.",
        "By how much did Sweden’s prisoner population drop?",
        "6%",
    ),
    # What somebody plans, wants, tries or refuses.
    (
        "detail.intended",
        "The government plans to build four hundred new schools.",
        "What does the government plan to do?",
        "Build four hundred new schools",
    ),
    (
        "detail.intended",
        "The factory's owners agreed to plant trees along the river.",
        "What did the factory's owners agree to do?",
        "Plant trees along the river",
    ),
    (
        "detail.intended",
        "The two unions refused to sign the contract in May.",
        "What did the two unions refuse to do?",
        "Sign the contract in May",
    ),
    (
        "detail.intended",
        "Doctors want to ban the advertising of sweets.",
        "What do doctors want to do?",
        "Ban the advertising of sweets",
    ),
    (
        "detail.intended",
        "The mayor may decide to sell the factory.",
        "According to the article, what may the mayor decide to do?",
        "Sell the factory",
    ),
    (
        "detail.intended",
        "Mayor Anna Berg said the council wants to build a footbridge.",
        "According to Anna Berg, what does the council want to do?",
        "Build a footbridge",
    ),
    # What somebody did at a time.
    (
        "detail.done",
        "In 1969, two astronauts planted a flag on the Moon.",
        "What did two astronauts do in 1969?",
        "Planted a flag on the Moon",
    ),
    (
        "detail.done",
        "On Tuesday, the council voted against the new road.",
        "What did the council do on Tuesday?",
        "Voted against the new road",
    ),
    (
        "detail.done",
        "The minister visited three schools in the north in March.",
        "What did the minister do in March?",
        "Visited three schools in the north",
    ),
    (
        "detail.done",
        "The ministry will test the new buses in Leeds next year.",
        "What will the ministry do next year?",
        "Test the new buses in Leeds",
    ),
    (
        "detail.done",
        "The national team plays its first match in Cairo on Sunday.",
        "What does the national team do on Sunday?",
        "Plays its first match in Cairo",
    ),
    (
        "detail.done",
        "The charity has worked in the valley for 14 years.",
        "What has the charity done for 14 years?",
        "Worked in the valley",
    ),
    # What a verb is done to.
    (
        "detail.object",
        "The defence pact pledges mutual aid and closer trade.",
        "What does the defence pact pledge?",
        "Mutual aid and closer trade",
    ),
    (
        "detail.object",
        "The new treaty bans the export of ivory.",
        "What does the new treaty ban?",
        "The export of ivory",
    ),
    (
        "detail.object",
        "The university developed a cheap test for malaria in 2015.",
        "What did the university develop in 2015?",
        "A cheap test for malaria",
    ),
    (
        "detail.object",
        "Heavy storms damaged the sea wall in January.",
        "What did heavy storms damage in January?",
        "The sea wall",
    ),
    (
        "detail.object",
        "The company will open a new factory in Leeds next year.",
        "What will the company open next year?",
        "A new factory in Leeds",
    ),
    # What is told besides of a long object is left out.
    (
        "detail.object",
        "Researchers in Ghana developed a cheap test for malaria which doctors in most of the small villages of the"
        " country could use within a year.",
        "What did researchers in Ghana develop?",
        "A cheap test for malaria",
    ),
    # Who or what did it.
    (
        "detail.subject",
        "Sara Lind founded the youth club in 2011.",
        "Who founded the youth club in 2011?",
        "Sara Lind",
    ),
    (
        "detail.subject",
        "Retired engineers built the wooden bridge in 1998.",
        "Who built the wooden bridge in 1998?",
        "Retired engineers",
    ),
    (
        "detail.subject",
        "Scientists from Oslo discovered a new species of frog in Peru.",
        "Who discovered a new species of frog in Peru?",
        "Scientists from Oslo",
    ),
    (
        "detail.subject",
        "The United Nations opened a school in the camp.",
        "Who opened a school in the camp?",
        "The United Nations",
    ),
    ("detail.subject", "Kenya banned plastic bags in 2017.", "Which country banned plastic bags in 2017?", "Kenya"),
    (
        "detail.subject",
        "Germany signed the climate treaty in 2016.",
        "Which country signed the climate treaty in 2016?",
        "Germany",
    ),
    (
        "detail.subject",
        "Iceland was the first country in Europe to elect a female president.",
        "Which country was the first in Europe to elect a female president?",
        "Iceland",
    ),
    (
        "detail.subject",
        "Heavy storms damaged the sea wall in January.",
        "What damaged the sea wall in January?",
        "Heavy storms",
    ),
    (
        "detail.agent",
        "The old theatre was destroyed by a great fire in 1904.",
        "What destroyed the old theatre in 1904?",
        "A great fire",
    ),
    ("detail.agent", "The bridge was designed by Maria Costa.", "Who designed the bridge?", "Maria Costa"),
    ("detail.agent", "The children were taught by retired teachers.", "Who taught the children?", "Retired teachers"),
    (
        "detail.agent",
        "The stolen car was found by two hikers in June.",
        "Who found the stolen car in June?",
        "Two hikers",
    ),
    ("detail.agent", "The town is protected by a stone wall.", "What protects the town?", "A stone wall"),
    # How.
    (
        "detail.manner",
        "Rosa Klein saved money by walking to work.",
        "How did Rosa Klein save money?",
        "By walking to work",
    ),
    (
        "detail.manner",
        "The bakery cut its waste by selling old bread at half price.",
        "How did the bakery cut its waste?",
        "By selling old bread at half price",
    ),
    (
        "detail.manner",
        "The town reduced its bills by replacing every street lamp.",
        "How did the town reduce its bills?",
        "By replacing every street lamp",
    ),
    # Numbers.
    (
        "detail.how_many",
        "The firm employs 1,200 workers in Norway.",
        "How many workers does the firm employ in Norway?",
        "1,200",
    ),
    (
        "detail.how_many",
        "The charity has helped 1,540 children since 2010.",
        "How many children has the charity helped since 2010?",
        "1,540",
    ),
    (
        "detail.how_many",
        "The charity planted two thousand trees in the park.",
        "How many trees did the charity plant in the park?",
        "Two thousand",
    ),
    ("detail.how_many", "The orchestra played three concerts.", "How many concerts did the orchestra play?", "Three"),
    (
        "detail.how_much",
        "The town spent two million pounds on the pool.",
        "How much did the town spend on the pool?",
        "Two million pounds",
    ),
    (
        "detail.how_much",
        "The town paid £2 million for the old mill.",
        "How much did the town pay for the old mill?",
        "£2 million",
    ),
    (
        "detail.how_long",
        "The charity has worked in the valley for 14 years.",
        "For how long has the charity worked in the valley?",
        "14 years",
    ),
    (
        "detail.how_long",
        "The ferry has crossed the bay for sixty years.",
        "For how long has the ferry crossed the bay?",
        "Sixty years",
    ),
    (
        "detail.how_long",
        "The two brothers ran the bakery for 30 years.",
        "For how long did the two brothers run the bakery?",
        "30 years",
    ),
    (
        "detail.share",
        "In the survey, 18% of nurses worked at weekends.",
        "What percentage of nurses worked at weekends?",
        "18%",
    ),
    (
        "detail.change",
        "The price of bread rose by 12% in March.",
        "By how much did the price of bread rise in March?",
        "12%",
    ),
    (
        "detail.change",
        "The number of visitors fell by 30% in April.",
        "By how much did the number of visitors fall in April?",
        "30%",
    ),
    (
        "detail.change",
        "There was a 20% increase in the number of cyclists.",
        "By how much did the number of cyclists increase?",
        "20%",
    ),
    (
        "detail.change",
        "The company reduced its costs by a third.",
        "By how much did the company reduce its costs?",
        "A third",
    ),
    # When and where.
    (
        "detail.year",
        "The old theatre was replaced by a glass concert hall in 2004.",
        "In what year was the old theatre replaced by a glass concert hall?",
        "2004",
    ),
    (
        "detail.year",
        "The engineer Karl Benz built his first car in 1885.",
        "In what year did Karl Benz build his first car?",
        "1885",
    ),
    (
        "detail.year",
        "The engineers finished the tunnel in 1988.",
        "In what year did the engineers finish the tunnel?",
        "1988",
    ),
    (
        "detail.where",
        "The two leaders signed the treaty in Geneva.",
        "Where did the two leaders sign the treaty?",
        "In Geneva",
    ),
    (
        "detail.where",
        "The festival took place in Edinburgh in August.",
        "Where did the festival take place in August?",
        "In Edinburgh",
    ),
    (
        "detail.where",
        "The police found the stolen paintings in a barn near Lyon.",
        "Where did the police find the stolen paintings?",
        "In a barn near Lyon",
    ),
    # What is said to be what.
    (
        "detail.what_is",
        "The main aim of the new project is to bring clean water to every village.",
        "What is the main aim of the new project?",
        "To bring clean water to every village",
    ),
    (
        "detail.what_is",
        "The biggest danger for the small boats is a sudden change of wind.",
        "What is the biggest danger for the small boats?",
        "A sudden change of wind",
    ),
    (
        "detail.what_is",
        "The biggest challenge for the team was finding a dry place for the books.",
        "What was the biggest challenge for the team?",
        "Finding a dry place for the books",
    ),
    (
        "detail.what_is",
        "One danger of the plan is that ships will avoid the harbour.",
        "What is one danger of the plan?",
        "Ships will avoid the harbour",
    ),
    (
        "detail.what_deed",
        "Learning a second language is good for older people.",
        "What is good for older people?",
        "Learning a second language",
    ),
    (
        "detail.what_deed",
        "Keeping bees in the city is a popular hobby.",
        "What is a popular hobby?",
        "Keeping bees in the city",
    ),
    # What verbs of doing and verbs with a preposition take.
    (
        "detail.doing",
        "The new method involves watching the whole body of a patient.",
        "What does the new method involve?",
        "Watching the whole body of a patient",
    ),
    (
        "detail.leaned_on",
        "Police rely on polygraphs as lie detectors.",
        "What do police rely on as lie detectors?",
        "Polygraphs",
    ),
    (
        "detail.leaned_on",
        "The town relies on visitors from Japan in winter.",
        "Who does the town rely on in winter?",
        "Visitors from Japan",
    ),
    # Bare statements.
    (
        "detail.fact",
        "The new reservoir holds enough water for two million homes.",
        "The new reservoir holds enough water for two million homes",
        "Holds enough water for two million homes",
    ),
    (
        "detail.fact",
        "According to the minister, the new reservoir holds enough water for two million homes.",
        "According to the minister, the new reservoir holds enough water for two million homes",
        "Holds enough water for two million homes",
    ),
    (
        "detail.leaned_on",
        "The young mayor is critical of visitors who leave their rubbish on the beach.",
        "Who is the young mayor critical of?",
        "Visitors who leave their rubbish on the beach",
    ),
    (
        "detail.leaned_on",
        "The long drought is blamed for the fall in the price of land.",
        "What is the long drought blamed for?",
        "The fall in the price of land",
    ),
    (
        "detail.leaned_on",
        "The young mayor is blamed for closing the old market.",
        "What is the young mayor blamed for doing?",
        "Closing the old market",
    ),
    (
        "detail.become",
        "The old station has become a meeting place for young musicians.",
        "What has the old station become?",
        "A meeting place for young musicians",
    ),
    (
        "detail.spent",
        "Anna Berg spends her free time teaching small children.",
        "What does Anna Berg spend her free time doing?",
        "Teaching small children",
    ),
    (
        "detail.compared",
        "Trams use less energy than buses.",
        "How do trams compare with buses?",
        "They use less energy",
    ),
    (
        "detail.happened",
        "The price of bread has doubled since May.",
        "What has happened to the price of bread since May?",
        "It has doubled",
    ),
    (
        "detail.happened",
        "Over the next ten years, the number of ferries will fall by half.",
        "What will happen to the number of ferries over the next ten years?",
        "It will fall by half",
    ),
    (
        "detail.what_is",
        "Paul Okoro said that a common mistake that many of his pupils make is reading too fast.",
        "According to Paul Okoro, what is a common mistake that many of his pupils make?",
        "Reading too fast",
    ),
]

NOT_MADE = [
    ("detail.object", "Sea levels will rise an average of 40 to 62 centimetres by 2100."),
    ("detail.where", "Helena Costa was born in Alhandra on the River Tagus in Portugal."),
    ("detail.where", "Tarifa in Spain is the strategic crossroads between two seas in Europe."),
    ("detail.subject", "Sudan is the last male northern white rhino on the planet."),
    # What no region holds, how much bananas reach, what lasts, what is played, and when it was no one knows.
    ("detail.object", "No single brain region holds one word or concept."),
    ("detail.object", "James Bond shows no signs of slowing down."),
    ("detail.object", "The old club lasted a single bad season."),
    ("detail.object", "Fish and chips have long played a key role in the British dining experience."),
    ("detail.done", "Almost 60 years, Ray Kroc opened his first restaurant in Des Plaines."),
    ("detail.where", "The Globo newspaper listed a number of shortcomings in the 12 host cities."),
    ("detail.happened", "The net income of the park dropped in the second quarter in 2014 in 2015."),
    # What a share of people is asked for is its size, what leaders do is lead, and a picture does nothing.
    ("detail.subject", "17% of employers in the private sector made use of new contracts in 2013."),
    ("detail.object", "Community leaders in Haringey lead a long campaign against the sale."),
    ("detail.done", "The second Banksy disappeared from the catalogue on Saturday."),
    ("detail.where", "In Sweden, no young person under the age of 21 can be sentenced to life."),
    ("detail.object", "The four plants will occupy a space as big as the capital city."),
    # Nobody in the article, so nobody in the question.
    ("detail.intended", "They plan to build four hundred new schools."),
    ("detail.subject", "She founded the youth club in 2011."),
    ("detail.manner", "She saved money by walking to work."),
    # What is denied is no plan, and a plan needs some words.
    ("detail.intended", "The council does not plan to sell the library."),
    ("detail.intended", "The club wants to win."),
    # Without a time the question would be "What did the nurses do?".
    ("detail.done", "Nurses have treated two hundred patients in the new clinic."),
    # Nobody "does" that; and a scene tells nothing.
    ("detail.done", "The team received a letter in May."),
    ("detail.done", "The old man was sitting on a bench in the park."),
    # What the rain does is no deed.
    ("detail.done", "The rain fell on the roof in March."),
    # Nobody needs "whom did it worry", nor the object of a light verb.
    ("detail.object", "The new alliance worries the international community."),
    ("detail.object", "The new stadium has room for sixty thousand fans."),
    ("detail.object", "The shop sells it in the summer."),
    # A place is asked for with "where", a number with "how many".
    ("detail.object", "Anna Berg visited Norway in May."),
    ("detail.object", "The orchestra played three concerts."),
    # A city is not a country.
    ("detail.subject", "Vienna was the first city in Europe to light its streets with gas."),
    # "Who view the alliance" is no English, and "What sold its boats?" has many answers.
    ("detail.subject", "Western countries view the alliance as a threat."),
    ("detail.subject", "The new reservoir holds enough water for two million homes."),
    # What is denied, what only stands around, and what follows a person.
    ("detail.agent", "The tax was not approved by the parliament."),
    ("detail.agent", "The valley was surrounded by mountains."),
    ("detail.agent", "The queen was followed by two guards."),
    # "By a nurse" is no way of doing it.
    ("detail.manner", "The letter was written by a nurse."),
    # A time, one, and a vague number.
    ("detail.how_many", "The shop stayed open for three days."),
    ("detail.how_many", "One worker lost his job."),
    # So many students and teachers are not so many students.
    ("detail.how_many", "The experiment in Lancaster involved 180 students and teachers."),
    # Nothing involves or contains something somewhere.
    # People looking for music are no deed; calls for somebody to act are no calls and an aim.
    ("detail.leaned_on", "The services of the firm are popular with people looking for new music."),
    ("detail.object", "The new figure prompted urgent calls for the government to launch an inquiry."),
    # Changes to the law enable something, not changes something to the law.
    ("detail.agent", "The access was enabled by the minister to the archive."),
    ("detail.where", "The experiment of the doctors involved 180 old soldiers in Norway."),
    ("detail.how_many", "The club has dozens of members."),
    ("detail.how_much", "The school paid a teacher for the extra lessons."),
    ("detail.how_long", "The shop stayed closed for a long time."),
    ("detail.change", "The price of bread rose in March."),
    ("detail.change", "There was a sharp increase in the number of cyclists."),
    ("detail.change", "Sales did not fall by 12%."),
    ("detail.share", "Half of the teachers work at weekends."),
    # A person who is counted is asked for with "how many".
    ("detail.object", "The firm employs 1,200 workers in Norway."),
    # A decade and a winter are no year.
    ("detail.year", "The town held its market in the 1960s."),
    ("detail.year", "The river froze in the winter of 1963."),
    ("detail.where", "The firm opened its first shop in May."),
    ("detail.what_is", "The goal was peace."),
    ("detail.what_is", "The main aim of the new project is not to bring clean water to every village."),
    ("detail.what_deed", "Keeping bees is not a popular hobby."),
    ("detail.doing", "The method involves it."),
    ("detail.leaned_on", "The island depends on it."),
    ("detail.leaned_on", "The villagers live in tents."),
    ("detail.fact", "The ship sank."),
    # A claim by nobody in particular.
    ("detail.fact", "He said the new reservoir holds enough water for two million homes."),
    # Than a number is no comparison of two things; nor is what is denied.
    ("detail.compared", "The trams carry more than 400 people."),
    ("detail.compared", "Trams do not use less energy than buses."),
    ("detail.compared", "Trams are cheaper than they were."),
    ("detail.become", "The old station has become famous."),
    # Everybody goes on doing many things.
    ("detail.intended", "The council continues to repair the old bridges of the town."),
    ("detail.leaned_on", "The mayor is proud of it."),
    ("detail.fact", "Ines Vidal is sitting in her office at the old harbour."),
    ("detail.happened", "The new owners have doubled the price of bread since May."),
    ("detail.happened", "The price of bread has not risen since May."),
]


@pytest.mark.parametrize(("rule", "sentence", "stem", "answer"), MADE)
def test_details_are_asked_for_naturally(rule: str, sentence: str, stem: str, answer: str) -> None:
    assert asked(sentence, rule) == [(stem, answer)]


@pytest.mark.parametrize(("rule", "sentence"), NOT_MADE)
def test_what_makes_no_good_detail_is_left_alone(rule: str, sentence: str) -> None:
    assert asked(sentence, rule) == []


@pytest.mark.parametrize(
    ("rule", "sentence", "form"),
    [
        ("detail.intended", "The government plans to build four hundred new schools.", Form.BARE),
        ("detail.done", "In 1969, two astronauts planted a flag on the Moon.", Form.PAST),
        ("detail.done", "The national team plays its first match in Cairo on Sunday.", Form.PRESENT),
        ("detail.done", "The charity has worked in the valley for 14 years.", Form.DONE),
        ("detail.object", "The defence pact pledges mutual aid and closer trade.", Form.THING),
        ("detail.subject", "Sara Lind founded the youth club in 2011.", Form.PERSON),
        ("detail.subject", "Kenya banned plastic bags in 2017.", Form.NAME),
        ("detail.agent", "The old theatre was destroyed by a great fire in 1904.", Form.THING),
        ("detail.manner", "Rosa Klein saved money by walking to work.", Form.MANNER),
        ("detail.how_many", "The firm employs 1,200 workers in Norway.", Form.NUMBER),
        ("detail.how_long", "The ferry has crossed the bay for sixty years.", Form.NUMBER),
        ("detail.year", "The engineers finished the tunnel in 1988.", Form.DATE),
        ("detail.where", "The two leaders signed the treaty in Geneva.", Form.PLACE),
        ("detail.what_deed", "Learning a second language is good for older people.", Form.DOING),
        ("detail.fact", "The new reservoir holds enough water for two million homes.", Form.FACT),
    ],
)
def test_a_detail_is_located_and_has_the_form_of_its_answer(rule: str, sentence: str, form: Form) -> None:
    (ask,) = asks(sentence, rule)
    assert (ask.kind, ask.form, ask.skill, ask.bloom) == (Kind.DETAIL, form, Skill.LOCATE, Bloom.REMEMBER)
    assert [one.text for one in ask.sentences] == [sentence]
