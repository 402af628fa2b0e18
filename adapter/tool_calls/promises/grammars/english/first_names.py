"""First names that are no other word in English and no town: who has one comes to the line by it."""

from adapter.tool_calls.promises.grammar import one_of

FIRST_NAMES = one_of(
    """
    aaron abigail adam adrian ahmed aidan aisha alan alex alexander alice alison allison amanda amelia amit amy
    andrea andrew andy angela angus anil anita anjali ann anna anne annie anthony archie arjun arthur arun audrey
    ava barbara beatrice becky ben benjamin bernard beth bethany betty bilal billy bob bobby brad brandon brenda
    brent brian bridget bruce bryan caleb cameron carl carla carlos carmen carol caroline cassie catherine cathy
    charlie cheryl chidi chloe chris christina christine christopher cindy claire clara claudia cody colin connor
    courtney craig cynthia daisy dan dana daniel danny darren darryl dave david debbie deborah deepa deepak deirdre
    denise dennis derek derrick diana diane dmitri dolores dominic donald donna doris dorothy doug duncan dylan
    eddie edith edna eduardo edward edwin eileen elaine eleanor elena elizabeth ella ellen elliot elsie emeka emily
    emma enrique eric erica erin ernest esther ethan eugene eva evan evelyn fatima fergus fernando fiona fran
    frances francis frankie fred freya gabriel gail gareth gary gavin geoff george gerald geraldine gina giulia
    gladys gloria gordon graham greg gwen hamish hamza hannah hans harold harriet harry hassan heather heidi helen
    helga henrik henry hilary hiroshi holly howard hugh hugo ian imani imran ingrid irene isaac isabel isabella
    isla ivan ivana jackie jacob jake jamal james jamie jan jane janet janice jasmine jason jasper javier jean jeff
    jenna jennifer jenny jeremy jerry jessica jessie jill jim joan joanna joanne jodie joe joel john jonathan jorge
    jose joseph josh joshua josie joyce juan judith judy julia julian julie justin jyoti kai karen kate katherine
    kathleen katie kavita kayla keith kelly ken kenji kenneth kevin khalid kim kirsten kirsty klaus kofi krishna
    kristen kwame kyle lakshmi larry lars laura lauren leah lee leila leo leon leonard lewis liam linda lindsay
    lisa liz lois lola lorenzo lorna lottie louis louise luca lucia lucy luis luke lydia lynn mabel magda maggie
    mahmoud maisie malcolm mandy manuel marcia marco marcus margaret maria marie marilyn marion marjorie martha
    martin mary mateo matt matthew maureen maurice max maxine maya meera megan mei mel melanie melissa meredith
    michael michelle miguel mike mikhail milena millie mina mindy miriam mitch mohamed mohammed mohan molly monica
    monika morag morgan mustafa myra nadia nancy naomi natalia natalie natasha nate nathan ned neha neil nelly
    ngozi niamh nick nicky nicola nicole nigel nikhil nina nisha noah nora norma norman olga oliver olivia olivier
    omar oscar otto owen pablo paddy paige pam pamela paolo patricia patrick patty paul paula pauline pavel pedro
    pete peter phil philip phoebe pierre piotr polly pooja priya priyanka quentin rachel rafael rahul raj rajesh
    ralph ramona rania ravi rebecca reggie rex reza rhona rhys ricardo richard rick ricky rita rob robert robin
    rodney roger rohan roland ron ronald rory rosa rosie ross roxanne rupert russell ruth ryan sadie sally sam
    samantha samira samuel sandra sanjay sara sarah sasha scott seamus sean sergio seth shane shanice shannon
    sharon shaun sheila shelley shirley shreya simon siobhan sonia sophia sophie spencer stacey stan stella
    stephanie stephen steve steven stewart stuart sue sunil sunita susan susie suzanne svetlana sylvia tamara
    tamsin tanya tara tariq ted teresa terry tess tessa theo theresa thomas tiffany tim timothy tina tobias toby
    todd tom tomasz tony tracy trevor tricia trish tyler ursula usha valerie vanessa vera vicky vijay vikram vince
    vincent walter wanda warren wayne wendy winston yasmin yolanda yuki yusuf yvonne zach zachary zack zainab zara
    zoe
    """
)
