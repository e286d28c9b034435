"""Clause -> question: auxiliaries, do-support, negation, particles, times; and whole questions rule by rule."""

import pytest

from quizzes.generator.facts import Clause
from quizzes.generator.flaws import is_grammatical
from quizzes.generator.phrasing import (
    bare_predicate,
    base_form,
    counted,
    finish,
    predicate_question,
    question,
    subject_question,
    wh_for,
    yes_no,
)
from quizzes.generator.reading import language_model

from .reading_aids import asked, clauses

YES_NO = [
    ("The council closed the bridge.", "Did the council close the bridge?"),
    ("The council closes the bridge.", "Does the council close the bridge?"),
    ("The workers close the bridge.", "Do the workers close the bridge?"),
    ("The council will close the bridge.", "Will the council close the bridge?"),
    ("The council has closed the bridge.", "Has the council closed the bridge?"),
    ("The bridge was closed by the council.", "Was the bridge closed by the council?"),
    ("The bridge has been closed by the council.", "Has the bridge been closed by the council?"),
    ("The bridge is safe.", "Is the bridge safe?"),
    ("The bridges were safe.", "Were the bridges safe?"),
    ("The council may have closed the bridge.", "May the council have closed the bridge?"),
    ("The council is closing the bridge.", "Is the council closing the bridge?"),
    ("The council did not close the bridge.", "Did the council not close the bridge?"),
    ("The council won’t close the bridge.", "Will the council not close the bridge?"),
    ("The council didn’t close the bridge.", "Did the council not close the bridge?"),
    ("The council shut down the old mill.", "Did the council shut down the old mill?"),
    ("In 1961, the council built the bridge.", "Did the council build the bridge in 1961?"),
    ("The council probably closed the bridge.", "Did the council probably close the bridge?"),
    ("The workers’ council closed the bridge.", "Did the workers’ council close the bridge?"),
    ("The ferry is late.", "Is the ferry late?"),
    ("The roads are dangerous in winter.", "Are the roads dangerous in winter?"),
    ("The tower was the tallest building in Asia.", "Was the tower the tallest building in Asia?"),
    ("The farmers were angry about the tax.", "Were the farmers angry about the tax?"),
    ("The museum is not open on Mondays.", "Is the museum not open on Mondays?"),
    ("There are three bakeries in the village.", "Are there three bakeries in the village?"),
    ("There was a fire in the harbour.", "Was there a fire in the harbour?"),
    ("There will be a vote in June.", "Will there be a vote in June?"),
    ("The village has no doctor.", "Does the village have no doctor?"),
    ("The islands have no airport.", "Do the islands have no airport?"),
    ("The firm had 400 workers in 1990.", "Did the firm have 400 workers in 1990?"),
    ("The driver had to stop the train.", "Did the driver have to stop the train?"),
    ("The team won the cup.", "Did the team win the cup?"),
    ("The artist drew the map.", "Did the artist draw the map?"),
    ("The miners went to the capital.", "Did the miners go to the capital?"),
    ("The king gave the land to the monks.", "Did the king give the land to the monks?"),
    ("The lake froze in January.", "Did the lake freeze in January?"),
    ("The choir sang in three languages.", "Did the choir sing in three languages?"),
    ("The bank lends money to farmers.", "Does the bank lend money to farmers?"),
    ("The airline flies to forty cities.", "Does the airline fly to forty cities?"),
    ("The teacher teaches forty children.", "Does the teacher teach forty children?"),
    ("Whales eat tiny shrimps.", "Do whales eat tiny shrimps?"),
    ("The children do their homework in the library.", "Do the children do their homework in the library?"),
    ("The storm did great damage to the harbour.", "Did the storm do great damage to the harbour?"),
    ("The tax would hurt small shops.", "Would the tax hurt small shops?"),
    ("Schools should start later in the morning.", "Should schools start later in the morning?"),
    ("The city must repair its pipes.", "Must the city repair its pipes?"),
    ("The drones can carry food.", "Can the drones carry food?"),
    ("The drones cannot carry people.", "Can the drones not carry people?"),
    ("The glacier could vanish by 2050.", "Could the glacier vanish by 2050?"),
    ("The court might reject the appeal.", "Might the court reject the appeal?"),
    ("The rules can’t be changed before the election.", "Can the rules not be changed before the election?"),
    ("The bridge may have been built by the Romans.", "May the bridge have been built by the Romans?"),
    ("The painting could have been stolen in 1994.", "Could the painting have been stolen in 1994?"),
    ("The firm has been selling fake medicine.", "Has the firm been selling fake medicine?"),
    ("The road had been closed for a year.", "Had the road been closed for a year?"),
    ("The wall is being painted by students.", "Is the wall being painted by students?"),
    ("The homes were being built on wet ground.", "Were the homes being built on wet ground?"),
    ("The plan should have been published in May.", "Should the plan have been published in May?"),
    ("The new line will be opened by the king.", "Will the new line be opened by the king?"),
    ("The team will have finished its work by June.", "Will the team have finished its work by June?"),
    ("The tower has never been open to visitors.", "Has the tower never been open to visitors?"),
    ("The company has not paid its workers.", "Has the company not paid its workers?"),
    ("The company hasn’t paid its workers.", "Has the company not paid its workers?"),
    ("The company often changes its rules.", "Does the company often change its rules?"),
    ("The company never pays its workers on time.", "Does the company never pay its workers on time?"),
    ("The police rarely visit the island.", "Do the police rarely visit the island?"),
    ("The town is no longer safe.", "Is the town no longer safe?"),
    ("Anna Berg opened the new library.", "Did Anna Berg open the new library?"),
    ("Iceland has banned whale hunting.", "Has Iceland banned whale hunting?"),
    ("Doctors and nurses walked out on Monday.", "Did doctors and nurses walk out on Monday?"),
    ("On Monday, the council voted for the new stadium.", "Did the council vote for the new stadium on Monday?"),
    ("In Norway, most new cars run on electricity.", "Do most new cars run on electricity in Norway?"),
    ("Last year, the charity fed 3,000 families.", "Did the charity feed 3,000 families last year?"),
    (
        "If the factory closes, the town will lose its largest employer.",
        "Will the town lose its largest employer if the factory closes?",
    ),
    (
        "When the war ended, the refugees returned to their villages.",
        "Did the refugees return to their villages when the war ended?",
    ),
    ("The dam will fail if the river rises by two metres.", "Will the dam fail if the river rises by two metres?"),
    (
        "The town lost its only bank because the building was sold.",
        "Did the town lose its only bank because the building was sold?",
    ),
    ("The mayor turned down the offer.", "Did the mayor turn down the offer?"),
    ("The crew put out the fire.", "Did the crew put out the fire?"),
    ("The state will carry out the plan in 2030.", "Will the state carry out the plan in 2030?"),
    ("The firm has given up the project.", "Has the firm given up the project?"),
    ("The police called off the search.", "Did the police call off the search?"),
]

# The sentence, the question word, the part asked for, the question.
COMPLEMENTS = [
    ("The council closed the bridge in May.", "What", "dobj", "What did the council close in May?"),
    ("The council will close the bridge in May.", "What", "dobj", "What will the council close in May?"),
    ("In 1961, the council built the bridge.", "What", "dobj", "What did the council build in 1961?"),
    ("The council gave up the plan.", "What", "dobj", "What did the council give up?"),
    ("The mayor turned down the offer.", "What", "dobj", "What did the mayor turn down?"),
    ("The crew put out the fire within an hour.", "What", "dobj", "What did the crew put out within an hour?"),
    ("The committee has published its report.", "What", "dobj", "What has the committee published?"),
    (
        "The farmers have planted new trees along the road.",
        "What",
        "dobj",
        "What have the farmers planted along the road?",
    ),
    ("The students are building a small boat.", "What", "dobj", "What are the students building?"),
    ("The firm does not sell fresh fish.", "What", "dobj", "What does the firm not sell?"),
    ("The state can’t raise the tax before June.", "What", "dobj", "What can the state not raise before June?"),
    ("The museum bought the letters at an auction.", "What", "dobj", "What did the museum buy at an auction?"),
    (
        "Every summer, storks build nests on the roofs of the town.",
        "What",
        "dobj",
        "What do storks build on the roofs of the town every summer?",
    ),
    ("The king gave the monks a forest.", "What", "dobj", "What did the king give the monks?"),
    ("The court may have saved the old theatre.", "What", "dobj", "What may the court have saved?"),
    (
        "If the river rises, the town will close the bridge.",
        "What",
        "dobj",
        "What will the town close if the river rises?",
    ),
    ("The club chose Anna Berg as its captain.", "Who", "dobj", "Who did the club choose as its captain?"),
    ("The police have arrested two men.", "Who", "dobj", "Who have the police arrested?"),
    ("The bees make honey from clover.", "Which food", "dobj", "Which food do the bees make from clover?"),
    ("The city planted 300 trees in May.", "How many trees", "dobj", "How many trees did the city plant in May?"),
    ("The tunnel cost two billion dollars.", "How much", "dobj", "How much did the tunnel cost?"),
    ("The old mill became a museum.", "What", "attr", "What did the old mill become?"),
    ("The treaty was signed in 1961.", "In what year", "prep", "In what year was the treaty signed?"),
    ("The volcano erupted in 1995.", "In what year", "prep", "In what year did the volcano erupt?"),
    ("The firm has made toys since 1970.", "Since when", "prep", "Since when has the firm made toys?"),
    ("The statue stands in front of the station.", "Where", "prep", "Where does the statue stand?"),
    ("The refugees slept in a school.", "Where", "prep", "Where did the refugees sleep?"),
    ("The books are stored under the library.", "Where", "prep", "Where are the books stored?"),
    ("The festival lasted for ten days.", "For how long", "prep", "For how long did the festival last?"),
    ("Prices rose by 4% in January.", "By how much", "prep", "By how much did prices rise in January?"),
    ("The prize was won by a teacher from Lagos.", "By whom", "agent", "By whom was the prize won?"),
    ("The wall was painted by students.", "By whom", "agent", "By whom was the wall painted?"),
    ("The town depends on tourism.", "On what", "prep", "On what does the town depend?"),
    ("The islanders live on fish.", "On what", "prep", "On what do the islanders live?"),
    ("The team has worked with three universities.", "With whom", "prep", "With whom has the team worked?"),
    ("The roof was repaired with glass.", "With what", "prep", "With what was the roof repaired?"),
    ("The plane can fly for twenty hours.", "For how long", "prep", "For how long can the plane fly?"),
    ("The ship was named after a queen.", "After whom", "prep", "After whom was the ship named?"),
]

CIRCUMSTANCES = [
    ("The council closed the bridge.", "Why", "Why did the council close the bridge?"),
    ("The ferry was late.", "Why", "Why was the ferry late?"),
    ("The workers have left the factory.", "When", "When have the workers left the factory?"),
    ("The king died in exile.", "When", "When did the king die in exile?"),
    ("The museum isn’t open in winter.", "Why", "Why is the museum not open in winter?"),
    ("There are no trees on the island.", "Why", "Why are there no trees on the island?"),
    ("The crew put out the fire.", "How", "How did the crew put out the fire?"),
    ("The children were taught to read.", "By whom", "By whom were the children taught to read?"),
    ("The village needs a new well.", "Why", "Why does the village need a new well?"),
    ("The government will not publish the letters.", "Why", "Why will the government not publish the letters?"),
    ("On Friday, the airline cancelled forty flights.", "Why", "Why did the airline cancel forty flights on Friday?"),
]

SUBJECTS = [
    ("In 1961, the council built the bridge.", "Who", "Who built the bridge in 1961?"),
    ("Anna Berg opened the new library in May.", "Who", "Who opened the new library in May?"),
    ("The painting was stolen in 1994.", "What", "What was stolen in 1994?"),
    ("Two men have been arrested by the police.", "How many men", "How many men have been arrested by the police?"),
    ("The storm damaged the harbour.", "What", "What damaged the harbour?"),
    ("The drought led to a rise in food prices.", "What", "What led to a rise in food prices?"),
    ("Iceland has banned whale hunting.", "Which country", "Which country has banned whale hunting?"),
    ("Norway and Sweden signed the treaty.", "Which countries", "Which countries signed the treaty?"),
    ("Forty families moved to the new village.", "How many families", "How many families moved to the new village?"),
    ("Doctors should explain the risks.", "Who", "Who should explain the risks?"),
    ("The dam may have caused the flood.", "What", "What may have caused the flood?"),
    ("The mayor did not sign the contract.", "Who", "Who did not sign the contract?"),
    ("The mayor didn’t sign the contract.", "Who", "Who did not sign the contract?"),
    ("The bank won’t lend money to farmers.", "Who", "Who will not lend money to farmers?"),
    ("Last year, the charity fed 3,000 families.", "Who", "Who fed 3,000 families last year?"),
    ("In Norway, the state owns the oil.", "Who", "Who owns the oil in Norway?"),
    ("The company carried out the tests in secret.", "Who", "Who carried out the tests in secret?"),
    ("The old theatre is being repaired by students.", "What", "What is being repaired by students?"),
    ("If the dam breaks, the water will reach the town.", "What", "What will reach the town if the dam breaks?"),
    ("A faulty heater caused the fire in the kitchen.", "What", "What caused the fire in the kitchen?"),
    ("The firm always pays its drivers on Friday.", "Who", "Who always pays its drivers on Friday?"),
    ("The bees have vanished from the valley.", "Which insects", "Which insects have vanished from the valley?"),
    ("Dogs can smell the disease.", "Which animals", "Which animals can smell the disease?"),
    ("Growing rice needs a lot of water.", "What", "What needs a lot of water?"),
]

# The sentence, the parts kept in the question, the question, its answer.
PREDICATES = [
    ("The council closed the bridge.", (), "What did the council do?", "close the bridge"),
    ("The council will close the bridge.", (), "What will the council do?", "close the bridge"),
    ("The council has closed the bridge.", (), "What has the council done?", "closed the bridge"),
    ("The council is closing the bridge.", (), "What is the council doing?", "closing the bridge"),
    ("The council closes the bridge.", (), "What does the council do?", "close the bridge"),
    ("The workers close the bridge.", (), "What do the workers do?", "close the bridge"),
    ("The workers have closed the bridge.", (), "What have the workers done?", "closed the bridge"),
    ("The workers had closed the bridge.", (), "What had the workers done?", "closed the bridge"),
    ("The workers were closing the bridge.", (), "What were the workers doing?", "closing the bridge"),
    ("The council should close the bridge.", (), "What should the council do?", "close the bridge"),
    ("The council may close the bridge.", (), "What may the council do?", "close the bridge"),
    ("The council must close the bridge.", (), "What must the council do?", "close the bridge"),
    ("The council gave up the plan.", (), "What did the council do?", "give up the plan"),
    ("The council sold the land to a bank.", (), "What did the council do?", "sell the land to a bank"),
    ("In 1990, the council sold the land.", (), "What did the council do in 1990?", "sell the land"),
    ("Last year, the charity fed 3,000 families.", (), "What did the charity do last year?", "feed 3,000 families"),
    (
        "On Monday, the miners will march to the capital.",
        (),
        "What will the miners do on Monday?",
        "march to the capital",
    ),
    ("The miners could march to the capital.", (), "What could the miners do?", "march to the capital"),
    (
        "If the river rises, the town will close the bridge.",
        (),
        "What will the town do if the river rises?",
        "close the bridge",
    ),
    (
        "When the water reaches the red line, the gates open.",
        (),
        "What do the gates do when the water reaches the red line?",
        "open",
    ),
    ("Sara Lind founded the club in 2011.", ("prep",), "What did Sara Lind do in 2011?", "found the club"),
    ("The king has given the land to the monks.", (), "What has the king done?", "given the land to the monks"),
    ("The children are building a boat.", (), "What are the children doing?", "building a boat"),
    ("The firm would cut forty jobs.", (), "What would the firm do?", "cut forty jobs"),
]

REASONS = [
    ("reason.because", "The shop closed because its rent had doubled.",
     "Why did the shop close?", "Its rent had doubled"),
    ("reason.because", "The train was late because snow covered the tracks.",
     "Why was the train late?", "Snow covered the tracks"),
    ("reason.because", "The town lost its only bank because the building was sold.",
     "Why did the town lose its only bank?", "The building was sold"),
    ("reason.because", "Farmers are planting fewer olives because the winters have become too dry.",
     "Why are farmers planting fewer olives?", "The winters have become too dry"),
    ("reason.because", "The old ferry cannot carry lorries because its deck is too weak.",
     "Why can the old ferry not carry lorries?", "Its deck is too weak"),
    ("reason.because", "In 1990, the state sold the railway because repairs had become too expensive.",
     "Why did the state sell the railway in 1990?", "Repairs had become too expensive"),
    ("reason.because", "Maria Silva said the whales had left the bay because ships made too much noise.",
     "According to Maria Silva, why had the whales left the bay?", "Ships made too much noise"),
    ("reason.because", "“Small farms are dying because supermarkets pay too little for milk,” said Tom Reed.",
     "According to Tom Reed, why are small farms dying?", "Supermarkets pay too little for milk"),
    ("reason.because", "Anna Berg sold the farm because she wanted to study medicine.",
     "Why did Anna Berg sell the farm?", "She wanted to study medicine"),
    ("reason.because", "The club lost its licence because its owner had sold alcohol to children.",
     "Why did the club lose its licence?", "Its owner had sold alcohol to children"),
    ("reason.because", "Tourists avoid the island because the volcano may erupt again.",
     "Why do tourists avoid the island?", "The volcano may erupt again"),
    ("reason.because_of", "The airport was closed for two days because of volcanic ash.",
     "Why was the airport closed for two days?", "Because of volcanic ash"),
    ("reason.because_of", "Food prices have doubled due to the war in the east.",
     "Why have food prices doubled?", "Because of the war in the east"),
    ("reason.because_of", "The old theatre survived thanks to gifts from local families.",
     "Why did the old theatre survive?", "Because of gifts from local families"),
    ("reason.because_of", "The match was cancelled owing to heavy rain in the city.",
     "Why was the match cancelled?", "Because of heavy rain in the city"),
    ("reason.because_of", "Two thousand workers lost their jobs as a result of the merger of the banks.",
     "Why did two thousand workers lose their jobs?", "Because of the merger of the banks"),
    ("reason.because_of", "The wells may run dry because of the long drought.",
     "According to the article, why may the wells run dry?", "Because of the long drought"),
    ("reason.because_of", "The clinic may close because of a shortage of nurses.",
     "According to the article, why may the clinic close?", "Because of a shortage of nurses"),
    ("reason.because_of", "Paul Okoro said the harvest had failed because of a plague of locusts.",
     "According to Paul Okoro, why had the harvest failed?", "Because of a plague of locusts"),
    ("reason.so_that", "The school moved its lessons outdoors so that pupils could breathe fresh air.",
     "Why did the school move its lessons outdoors?", "So that pupils could breathe fresh air"),
    ("reason.so_that", "The nurses speak slowly so that older patients can understand them.",
     "Why do the nurses speak slowly?", "So that older patients can understand them"),
    ("reason.so_that", "The council painted the roofs white so that the houses would stay cool.",
     "Why did the council paint the roofs white?", "So that the houses would stay cool"),
    ("reason.purpose", "The council hired divers to search the lake for bombs.",
     "Why did the council hire divers?", "To search the lake for bombs"),
    ("reason.purpose", "The police closed the road in order to protect the marchers.",
     "Why did the police close the road?", "To protect the marchers"),
    ("reason.purpose", "The company has built a wall to keep the sea out of its factory.",
     "Why has the company built a wall?", "To keep the sea out of its factory"),
    ("reason.purpose", "To save money, the council turned off the street lights.",
     "Why did the council turn off the street lights?", "To save money"),
    ("reason.purpose", "Volunteers will plant trees along the river to stop the floods.",
     "Why will volunteers plant trees along the river?", "To stop the floods"),
    ("reason.purpose", "Scientists use drones to count the whales in the bay.",
     "Why do scientists use drones?", "To count the whales in the bay"),
    ("reason.purpose", "The team went to Greenland to measure the thickness of the ice.",
     "Why did the team go to Greenland?", "To measure the thickness of the ice"),
    ("reason.purpose", "To cross the desert, the traders use old army trucks.",
     "Why do the traders use old army trucks?", "To cross the desert"),
    ("reason.given", "The main reason for the strike is the low pay of night nurses.",
     "What is the main reason for the strike?", "The low pay of night nurses"),
    ("reason.given", "One cause of the floods was a broken lock on the canal.",
     "What was one cause of the floods?", "A broken lock on the canal"),
    ("reason.given", "The reason for the delay was that the firm had lost the drawings.",
     "What was the reason for the delay?", "The firm had lost the drawings"),
    ("reason.given", "The cause of the blackout was a fault in the main power line.",
     "What was the cause of the blackout?", "A fault in the main power line"),
]  # fmt: skip

EFFECTS = [
    ("effect.brought_about", "The flood destroyed the harvest of forty villages.",
     "What effect did the flood have?", "It destroyed the harvest of forty villages"),
    ("effect.brought_about", "The new tax has reduced the number of cars in the city.",
     "What effect has the new tax had?", "It has reduced the number of cars in the city"),
    ("effect.brought_about", "Long droughts threaten the coffee harvest.",
     "What effect do long droughts have?", "They threaten the coffee harvest"),
    ("effect.brought_about", "The dam could damage the fields of a thousand farmers.",
     "According to the article, what effect could the dam have?", "It could damage the fields of a thousand farmers"),
    ("effect.brought_about", "The noise of the airport causes headaches among children.",
     "What effect does the noise of the airport have?", "It causes headaches among children"),
    ("effect.brought_about", "The long strike forced the airline to cancel forty flights.",
     "What effect did the long strike have?", "It forced the airline to cancel forty flights"),
    ("effect.brought_about", "Warm winters have destroyed the ski industry in the south.",
     "What effect have warm winters had?", "They have destroyed the ski industry in the south"),
    ("effect.brought_about", "The new bridge will reduce the cost of food on the island.",
     "What effect will the new bridge have?", "It will reduce the cost of food on the island"),
    ("effect.brought_about", "The drought could lead to a shortage of bread.",
     "According to the article, what effect could the drought have?", "It could lead to a shortage of bread"),
    ("effect.after", "The city rebuilt its churches after the great fire.",
     "What happened after the great fire?", "The city rebuilt its churches"),
    ("effect.after", "The government banned the drug after a series of deaths.",
     "What happened after a series of deaths?", "The government banned the drug"),
    ("effect.after", "The police banned the march after the attack on the station.",
     "What happened after the attack on the station?", "The police banned the march"),
    ("effect.because_of", "The airport was closed for two days because of volcanic ash.",
     "What happened because of volcanic ash?", "The airport was closed for two days"),
    ("effect.because_of", "Food prices have doubled due to the war in the east.",
     "What has happened because of the war in the east?", "Food prices have doubled"),
    ("effect.because_of", "The wells will run dry because of the long drought.",
     "What will happen because of the long drought?", "The wells will run dry"),
    ("effect.if", "If the price of fuel goes up, the airline will raise its fares.",
     "What will happen if the price of fuel goes up?", "The airline will raise its fares"),
    ("effect.if", "The ship will sink unless the crew repairs the engine.",
     "What will happen unless the crew repairs the engine?", "The ship will sink"),
    ("effect.if", "The dam will fail if the river rises by two metres.",
     "What will happen if the river rises by two metres?", "The dam will fail"),
    ("effect.if", "When the war ended, the refugees returned to their villages.",
     "What happened when the war ended?", "The refugees returned to their villages"),
    ("effect.if", "If the vaccine works, doctors could save thousands of lives.",
     "According to the article, what could happen if the vaccine works?", "Doctors could save thousands of lives"),
    ("effect.if", "Maria Silva said the bay would be empty if the ships did not slow down.",
     "According to Maria Silva, what would happen if the ships did not slow down?", "The bay would be empty"),
    ("effect.if", "If the state cuts the grant, the theatre will lose its orchestra.",
     "What will happen if the state cuts the grant?", "The theatre will lose its orchestra"),
    ("effect.if", "Once the water is clean, the fish will return to the river.",
     "What will happen once the water is clean?", "The fish will return to the river"),
    ("effect.if", "When Anna Berg became mayor, the town had no library.",
     "What happened when Anna Berg became mayor?", "The town had no library"),
    ("effect.if", "If the pumps fail, the tunnel could flood within an hour.",
     "According to the article, what could happen if the pumps fail?", "The tunnel could flood within an hour"),
]  # fmt: skip

STATEMENTS = [
    ("statement.about", "Paul Okoro warned that the treaty would harm small farmers.",
     "What did Paul Okoro warn about the treaty?", "It would harm small farmers"),
    ("statement.about", "“The old rules protected tenants better than the new ones,” Anna Berg said.",
     "What does Anna Berg say about the old rules?", "They protected tenants better than the new ones"),
    ("statement.about", "Critics say that the new stadium has cost the city 90 million dollars.",
     "What do critics say about the new stadium?", "It has cost the city 90 million dollars"),
    ("statement.about", "According to the report, the hospital wastes a third of its medicine.",
     "What does the report say about the hospital?", "It wastes a third of its medicine"),
    ("statement.about", "Maria Silva believes that the northern herring will return to the bay.",
     "What does Maria Silva believe about the northern herring?", "It will return to the bay"),
    ("statement.about", "Campaigners claim that the oil company hid the tests for ten years.",
     "What do campaigners claim about the oil company?", "It hid the tests for ten years"),
    ("statement.about", "The engineers reported that the tunnel walls had moved by two centimetres.",
     "What do the engineers say about the tunnel walls?", "They had moved by two centimetres"),
    ("statement.about", "Scientists predict that the southern glaciers will lose half of their ice.",
     "What do scientists predict about the southern glaciers?", "They will lose half of their ice"),
    ("statement.proposed", "Paul Okoro argues that schools should start later in the morning.",
     "According to Paul Okoro, what should schools do?", "Start later in the morning"),
    ("statement.proposed", "“The government must protect the last forests in the north,” said Maria Silva.",
     "According to Maria Silva, what must the government do?", "Protect the last forests in the north"),
    ("statement.proposed", "Anna Berg said the council would repair the roof of the market.",
     "According to Anna Berg, what would the council do?", "Repair the roof of the market"),
    ("statement.proposed", "Experts say that tourists should avoid the old harbour.",
     "According to experts, what should tourists do?", "Avoid the old harbour"),
    ("statement.proposed", "“Parents must read to their children every evening,” said Maria Silva.",
     "According to Maria Silva, what must parents do?", "Read to their children every evening"),
    ("statement.proposed", "Tom Reed says that the government should ban the sale of wild birds.",
     "According to Tom Reed, what should the government do?", "Ban the sale of wild birds"),
    ("statement.hoped", "Fishermen fear that the dam will block the salmon.",
     "What do fishermen fear the dam will do?", "Block the salmon"),
    ("statement.hoped", "Farmers hope that the new canal will bring water to the valley.",
     "What do farmers hope the new canal will do?", "Bring water to the valley"),
    ("statement.hoped", "Anna Berg fears that the last bank could leave the town.",
     "What does Anna Berg fear the last bank could do?", "Leave the town"),
    ("statement.said", "The report warned that the reservoirs would be empty by June.",
     "What did the report warn?", "The reservoirs would be empty by June"),
    ("statement.said", "The study showed that the new drug lowered blood pressure in most patients.",
     "What did the study show?", "The new drug lowered blood pressure in most patients"),
    ("statement.viewed_as", "The castle is regarded as the finest building in the country.",
     "How is the castle regarded?", "As the finest building in the country"),
    ("statement.viewed_as", "Anna Berg described the strike as a danger to patients.",
     "How did Anna Berg describe the strike?", "As a danger to patients"),
    ("statement.viewed_as", "The islanders regard the lighthouse as a symbol of hope.",
     "How do the islanders regard the lighthouse?", "As a symbol of hope"),
    ("statement.viewed_as", "Critics have described the treaty as a gift to the banks.",
     "How have critics described the treaty?", "As a gift to the banks"),
    ("statement.viewed_as", "The wolf is often portrayed as a cruel killer.",
     "How is the wolf often portrayed?", "As a cruel killer"),
]  # fmt: skip

DETAILS = [
    ("detail.intended", "The council plans to turn the old mill into a museum.",
     "What does the council plan to do?", "Turn the old mill into a museum"),
    ("detail.intended", "The company refused to publish its safety reports.",
     "What did the company refuse to do?", "Publish its safety reports"),
    ("detail.intended", "The islanders have decided to build a small power station.",
     "What have the islanders decided to do?", "Build a small power station"),
    ("detail.intended", "Rosa Klein wants to open a bakery in Ghent.",
     "What does Rosa Klein want to do?", "Open a bakery in Ghent"),
    ("detail.intended", "The government is planning to tax sugary drinks.",
     "What is the government planning to do?", "Tax sugary drinks"),
    ("detail.intended", "The bank will try to sell its foreign branches.",
     "What will the bank try to do?", "Sell its foreign branches"),
    ("detail.intended", "The villagers agreed to share the water of the well.",
     "What did the villagers agree to do?", "Share the water of the well"),
    ("detail.done", "Last year, the charity gave bicycles to 3,000 schoolgirls.",
     "What did the charity do last year?", "Gave bicycles to 3,000 schoolgirls"),
    ("detail.done", "The council will replace the street lights with cheaper lamps.",
     "What will the council do?", "Replace the street lights with cheaper lamps"),
    ("detail.done", "In March, Tom Reed sailed alone from Spain to Brazil.",
     "What did Tom Reed do in March?", "Sailed alone from Spain to Brazil"),
    ("detail.done", "The company is testing a cheap drug against malaria.",
     "What is the company doing?", "Testing a cheap drug against malaria"),
    ("detail.done", "The workers should wear masks in the paint shop.",
     "What should the workers do?", "Wear masks in the paint shop"),
    ("detail.done", "On Monday, the miners marched to the capital.",
     "What did the miners do on Monday?", "Marched to the capital"),
    ("detail.done", "In 2012, the islanders bought the power station from the state.",
     "What did the islanders do in 2012?", "Bought the power station from the state"),
    ("detail.done", "The villagers are building a wall around the old cemetery.",
     "What are the villagers doing?", "Building a wall around the old cemetery"),
    ("detail.done", "Anna Berg moved her office to a tent last year.",
     "What did Anna Berg do last year?", "Moved her office to a tent"),
    ("detail.object", "The town’s baker invented a chocolate cake in 1932.",
     "What did the town’s baker invent in 1932?", "A chocolate cake"),
    ("detail.object", "The oldest section of the wall protects the royal garden.",
     "What does the oldest section of the wall protect?", "The royal garden"),
    ("detail.object", "The brewery on the hill supplies the local hospital with clean water.",
     "What does the brewery on the hill supply with clean water?", "The local hospital"),
    ("detail.object", "Norwegian divers discovered a wooden ship near the harbour in 2003.",
     "What did Norwegian divers discover near the harbour in 2003?", "A wooden ship"),
    ("detail.subject", "Anna Berg opened the first public library in the valley.",
     "Who opened the first public library in the valley?", "Anna Berg"),
    ("detail.subject", "Brazil has banned the sale of fuel-hungry trucks.",
     "Which country has banned the sale of fuel-hungry trucks?", "Brazil"),
    ("detail.subject", "A faulty heater caused the fire in the kitchen of the hotel.",
     "What caused the fire in the kitchen of the hotel?", "A faulty heater"),
    ("detail.subject", "Paul Okoro did not sign the contract with the oil company.",
     "Who did not sign the contract with the oil company?", "Paul Okoro"),
    ("detail.subject", "Tom Reed gave the stolen letters to the museum in Oslo.",
     "Who gave the stolen letters to the museum in Oslo?", "Tom Reed"),
    ("detail.subject", "Japan sent two hundred engineers to the flooded region.",
     "Which country sent two hundred engineers to the flooded region?", "Japan"),
    ("detail.subject", "Young doctors from Lagos opened the first free clinic on the island.",
     "Who opened the first free clinic on the island?", "Young doctors from Lagos"),
    ("detail.agent", "The first map of the island was drawn by Dutch sailors.",
     "Who drew the first map of the island?", "Dutch sailors"),
    ("detail.agent", "The old market was destroyed by a great fire in 1911.",
     "What destroyed the old market in 1911?", "A great fire"),
    ("detail.agent", "The famous song was written by Rosa Klein in 1916.",
     "Who wrote the famous song in 1916?", "Rosa Klein"),
    ("detail.agent", "The small school is run by two nuns.", "Who runs the small school?", "Two nuns"),
    ("detail.agent", "The village hall was built by local carpenters in 1925.",
     "Who built the village hall in 1925?", "Local carpenters"),
    ("detail.agent", "The northern villages are protected by a long sea wall.",
     "What protects the northern villages?", "A long sea wall"),
    ("detail.manner", "The city cut its water use by repairing old pipes.",
     "How did the city cut its water use?", "By repairing old pipes"),
    ("detail.manner", "Farmers protect their vines by lighting small fires at night.",
     "How do farmers protect their vines?", "By lighting small fires at night"),
    ("detail.manner", "The hospital could save lives by hiring more night nurses.",
     "According to the article, how could the hospital save lives?", "By hiring more night nurses"),
    ("detail.manner", "The thieves entered the museum by climbing through a window.",
     "How did the thieves enter the museum?", "By climbing through a window"),
    ("detail.manner", "Tom Reed survived the storm by tying a rope to the mast.",
     "How did Tom Reed survive the storm?", "By tying a rope to the mast"),
    ("detail.manner", "The state has cut unemployment by lowering taxes on small firms.",
     "How has the state cut unemployment?", "By lowering taxes on small firms"),
    ("detail.change", "Prices rose by 4% in January.", "By how much did prices rise in January?", "4%"),
    ("detail.change", "There was a 6% drop in the number of prisoners.",
     "By how much did the number of prisoners drop?", "6%"),
    ("detail.change", "The factory will increase its output by 30%.",
     "By how much will the factory increase its output?", "30%"),
    ("detail.change", "The population of the town fell by 12% after the war.",
     "By how much did the population of the town fall after the war?", "12%"),
    ("detail.change", "The price of rice has risen by 40% since June.",
     "By how much has the price of rice risen since June?", "40%"),
    ("detail.change", "The city saw a 15% increase in bicycle traffic.",
     "By how much did bicycle traffic increase?", "15%"),
    ("detail.how_many", "The city planted 300 trees in May.", "How many trees did the city plant in May?", "300"),
    ("detail.how_many", "Last year, the charity fed 3,000 families.",
     "How many families did the charity feed last year?", "3,000"),
    ("detail.how_many", "Forty thousand visitors attended the festival.",
     "How many visitors attended the festival?", "Forty thousand"),
    ("detail.how_many", "Seven workers were hurt in the blast.", "How many workers were hurt in the blast?", "Seven"),
    ("detail.how_many", "The airline has cancelled 40 flights.", "How many flights has the airline cancelled?", "40"),
    ("detail.how_many", "The museum owns 12,000 old maps.", "How many old maps does the museum own?", "12,000"),
    ("detail.how_many", "Two million tourists visited the island in 2019.",
     "How many tourists visited the island in 2019?", "Two million"),
    ("detail.how_many", "The factory will build 500 electric buses.",
     "How many electric buses will the factory build?", "500"),
    ("detail.how_many", "The rescue team found 11 miners in the tunnel.",
     "How many miners did the rescue team find?", "11"),
    ("detail.how_much", "The school has raised $3 million.", "How much has the school raised?", "$3 million"),
    ("detail.how_long", "The firm has made wooden toys for 70 years.",
     "For how long has the firm made wooden toys?", "70 years"),
    ("detail.how_long", "The bees can live without food for three days.",
     "For how long can the bees live without food?", "Three days"),
    ("detail.how_long", "The miners waited in the dark for 17 days.",
     "For how long did the miners wait in the dark?", "17 days"),
    ("detail.how_long", "The island had no electricity for three weeks.",
     "For how long did the island have no electricity?", "Three weeks"),
    ("detail.how_long", "Maria Silva has studied the frogs of the lake for twenty years.",
     "For how long has Maria Silva studied the frogs of the lake?", "Twenty years"),
    ("detail.year", "In 1995, the volcano destroyed the capital of the island.",
     "In what year did the volcano destroy the capital of the island?", "1995"),
    ("detail.year", "The brothers founded the shipping company in 1904.",
     "In what year did the brothers found the shipping company?", "1904"),
    ("detail.where", "Rosa Klein opened her first bakery in Ghent.",
     "Where did Rosa Klein open her first bakery?", "In Ghent"),
    ("detail.what_is", "The aim of the project is to bring clean water to the village.",
     "What is the aim of the project?", "To bring clean water to the village"),
    ("detail.what_is", "The biggest danger for the frogs is a fungus from Asia.",
     "What is the biggest danger for the frogs?", "A fungus from Asia"),
    ("detail.what_is", "The main problem of the airport is a shortage of guards.",
     "What is the main problem of the airport?", "A shortage of guards"),
    ("detail.what_is", "One of the first results was a sharp fall in traffic.",
     "What was one of the first results?", "A sharp fall in traffic"),
    ("detail.what_is", "The goal of the mission is to map the floor of the ocean.",
     "What is the goal of the mission?", "To map the floor of the ocean"),
    ("detail.what_deed", "Selling alcohol to children is illegal in Norway.",
     "What is illegal in Norway?", "Selling alcohol to children"),
    ("detail.what_deed", "It is dangerous to swim in the lake.", "What is dangerous?", "Swimming in the lake"),
    ("detail.what_deed", "It is illegal to sell wild birds in the market.",
     "What is illegal?", "Selling wild birds in the market"),
    ("detail.what_deed", "It was a mistake to sell the railway to a private firm.",
     "What was a mistake?", "Selling the railway to a private firm"),
    ("detail.what_deed", "“It is important to teach children about money,” said Maria Silva.",
     "According to Maria Silva, what is important?", "Teaching children about money"),
]  # fmt: skip

NOT_ASKED = [
    ("effect.brought_about", "Anna Berg reduced the number of cars in the city."),
    ("effect.after", "The old shop closed again after three long weeks."),
    ("statement.hoped", "Farmers hope that the old canal was cheap."),
    ("statement.proposed", "Anna Berg said the tax should not hurt small shops in the valley."),
    ("statement.viewed_as", "The king saw the city as he left the harbour."),
    ("detail.intended", "The council did not plan to sell the old mill."),
    ("detail.done", "The council sold the land to a bank."),
    ("detail.subject", "The treaty was signed in the capital in June."),
    ("detail.agent", "The bridge may have been built by the Romans."),
    ("detail.agent", "The work was not done by the firm."),
    ("detail.manner", "The mill was sold by a Danish brewery."),
    ("detail.share", "Most of the workers come from abroad."),
    ("detail.change", "Prices rose by the end of the year."),
    ("detail.change", "Prices did not rise by 4% in January."),
    ("detail.how_many", "The city planted dozens of trees in May."),
    ("detail.how_many", "One worker was hurt in the blast."),
    ("detail.how_long", "The firm did not pay its drivers for three months."),
    ("detail.year", "The old shop opened again in May."),
    ("detail.where", "The council voted for the new stadium in June."),
    ("detail.what_deed", "It is not illegal to sell wild birds in the market."),
]

# The sentence, whether its subject is asked for rather than its object, the question word.
QUESTION_WORDS = [
    ("Anna Berg opened the library.", True, "Who"),
    ("The nurses opened the library.", True, "Who"),
    ("France opened the border.", True, "Which country"),
    ("The council opened the library.", True, "Who"),
    ("The company opened a factory.", True, "Who"),
    ("A storm damaged the library.", True, "What"),
    ("The key opened the gate.", True, "What"),
    ("The fishermen opened the gate.", True, "Who"),
    ("The bank hired Anna Berg.", False, "Who"),
    ("The bank hired two guards.", False, "Who"),
    ("The bank opened a branch.", False, "What"),
    ("The bank bought a company.", False, "What"),
    ("The minister visited France.", False, "What"),
]

COUNTED = [
    ("The city planted 300 trees.", "trees"),
    ("The city planted 300 young trees.", "young trees"),
    ("The city planted 300 more trees.", "trees"),
    ("The city planted 300 oak trees in the park.", "oak trees"),
    ("The state will hire 2,000 additional night nurses.", "night nurses"),
    ("The club sold 40 French players.", "French players"),
]

QUESTIONS = [
    "Why did the town council close the old bridge?",
    "What did the two countries sign in 1961?",
    "According to the mayor, what should the town council do?",
    "Who opened the new library in May?",
    "Which country has banned whale hunting?",
    "How many trees did the city plant in May?",
    "In what year was the treaty signed?",
    "By how much did prices rise in January?",
    "For how long has the firm made wooden toys?",
    "Where was the statue found?",
    "When did the refugees return to their villages?",
    "What will happen if the factory closes?",
    "What effect did the drought have?",
    "How did critics describe the plan?",
    "What percentage of the workers come from abroad?",
    "How much did the new tunnel cost?",
    "What does the government plan to do?",
    "What do residents fear will happen?",
    "What is the main reason for the strike?",
    "What has the company done?",
    "According to the article, why may the wells run dry?",
    "What might have been built by the Romans?",
]

NO_QUESTIONS = [
    "The old bridge of the town?",
    "Did the town council close the bridge?",
    "A new library?",
    "The mayor of the town in May?",
    "Has the company paid its workers?",
    "Because of the rain?",
    "Three hundred trees in the park?",
    "The tunnel under the sea?",
    "In 1961?",
    "Will the dam hold?",
    "The council closed the bridge.",
    "A faulty heater in the kitchen?",
]


def _fact(text: str) -> Clause:
    """The fact of the sentence that says most."""
    return max(clauses(text), key=lambda clause: len(clause.statement))


@pytest.mark.parametrize(("sentence", "expected"), YES_NO)
def test_the_first_auxiliary_or_do_goes_before_the_subject(sentence: str, expected: str) -> None:
    assert yes_no(_fact(sentence)) == expected


@pytest.mark.parametrize(("sentence", "wh", "role", "expected"), COMPLEMENTS)
def test_the_part_asked_for_is_left_out_and_its_preposition_goes_with_the_question_word(
    sentence: str, wh: str, role: str, expected: str
) -> None:
    clause = _fact(sentence)
    assert question(wh, clause, clause.unit(role)) == expected


@pytest.mark.parametrize(("sentence", "wh", "expected"), CIRCUMSTANCES)
def test_asked_for_a_circumstance_the_fact_stays_whole(sentence: str, wh: str, expected: str) -> None:
    assert question(wh, _fact(sentence)) == expected


@pytest.mark.parametrize(("sentence", "wh", "expected"), SUBJECTS)
def test_a_subject_question_keeps_the_order_of_the_statement(sentence: str, wh: str, expected: str) -> None:
    assert subject_question(wh, _fact(sentence)) == expected


@pytest.mark.parametrize(("sentence", "roles", "stem", "answer"), PREDICATES)
def test_what_somebody_does_is_asked_with_do(sentence: str, roles: tuple[str, ...], stem: str, answer: str) -> None:
    clause = _fact(sentence)
    keep = tuple(unit for unit in clause.units if unit.role in roles)
    assert predicate_question(clause, keep) == stem
    assert bare_predicate(clause.without(*keep)) == answer


@pytest.mark.parametrize(("rule", "sentence", "stem", "answer"), [*REASONS, *EFFECTS, *STATEMENTS, *DETAILS])
def test_rules_ask_in_plain_english(rule: str, sentence: str, stem: str, answer: str) -> None:
    assert asked(sentence, rule) == [(stem, answer)]


@pytest.mark.parametrize(("rule", "sentence"), NOT_ASKED)
def test_rules_do_not_ask_for_what_the_sentence_does_not_give(rule: str, sentence: str) -> None:
    assert asked(sentence, rule) == []


@pytest.mark.parametrize(("sentence", "subject", "expected"), QUESTION_WORDS)
def test_people_and_bodies_are_asked_for_with_who_and_things_with_what(
    sentence: str, subject: bool, expected: str
) -> None:
    clause = _fact(sentence)
    unit = clause.unit("dobj")
    assert unit is not None
    assert wh_for(clause.subject_head if subject else unit.head, subject=subject) == expected


@pytest.mark.parametrize(("sentence", "expected"), COUNTED)
def test_how_many_of_what(sentence: str, expected: str) -> None:
    unit = _fact(sentence).unit("dobj")
    assert unit is not None
    assert counted(unit.head) == expected


@pytest.mark.parametrize("text", QUESTIONS)
def test_a_question_reads_as_one(text: str) -> None:
    assert is_grammatical(language_model()(text))


@pytest.mark.parametrize("text", NO_QUESTIONS)
def test_what_has_no_verb_or_no_question_word_does_not_read_as_a_question(text: str) -> None:
    assert not is_grammatical(language_model()(text))


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        (["why", "did", "the bank fail"], "Why did the bank fail?"),
        (["why", "", " did the bank  fail."], "Why did the bank fail?"),
        (["what", "happened after the end of the U.S.S.R."], "What happened after the end of the U.S.S.R.?"),
        (["who", "signed the treaty", ","], "Who signed the treaty?"),
        (["who", "can not", "pay"], "Who cannot pay?"),
    ],
)
def test_a_question_is_finished_with_a_capital_and_a_question_mark(parts: list[str], expected: str) -> None:
    assert finish(parts) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("The bank lent the money.", "lend"),
        ("The team won the cup.", "win"),
        ("The bank lends money.", "lend"),
        ("The river froze the boats.", "freeze"),
        ("The firm has sold the land.", "sell"),
    ],
)
def test_the_bare_form_of_a_verb(sentence: str, expected: str) -> None:
    assert base_form(_fact(sentence).verb) == expected
